import FuzzEditOracle
import FuzzOracles
import FuzzRecipeOracle
import JSON
import JSONRPC
import Redaction
import Refactoring
import SourceText
import Testing
import Tools
import Yams

/// An oracle that never objects is worth nothing: each is shown code with a fault in it.
@Suite struct OracleTests {
  /// Whether some seed of a target makes an oracle object.
  private func objects(_ target: String, _ oracle: ([UInt8]) throws -> Void) throws -> Bool {
    try CorpusReplayTests.seeds(of: target).contains { seed in
      do {
        try oracle(seed.bytes)
        return false
      } catch is Violation {
        return true
      }
    }
  }

  @Test func `a matcher that is blind for the top is noticed`() throws {
    let oracle = GlobOracle { pattern, path in
      try? GlobPattern(pattern.hasPrefix("/") ? String(pattern.dropFirst()) : pattern).matches(path)
    }
    #expect(try objects("fuzz-glob", oracle.check))
  }

  @Test func `a matcher that takes any pattern is noticed`() throws {
    let oracle = GlobOracle { pattern, path in (try? GlobPattern(pattern).matches(path)) ?? false }
    #expect(try objects("fuzz-glob", oracle.check))
  }

  @Test func `a matcher that takes exponential time is noticed`() throws {
    @Sendable func matches(_ pattern: Substring, _ path: Substring) -> Bool {
      guard let first = pattern.first else { return path.isEmpty }
      if first == "*" {
        return matches(pattern.dropFirst(), path) || (!path.isEmpty && matches(pattern, path.dropFirst()))
      }
      return path.first == first && matches(pattern.dropFirst(), path.dropFirst())
    }
    let oracle = GlobOracle { pattern, path in matches(pattern[...], path.string[...]) }
    let input = "a*a*a*a*a*b\n" + String(repeating: "a", count: 60)
    #expect { try oracle.check(Array(input.utf8)) } throws: { "\($0)".contains("took") }
  }

  @Test(arguments: [".git", "\u{200c}", "\\", ".."])
  func `a reader of paths that passes over something is noticed`(hole: String) throws {
    let oracle = PathOracle { text in
      // What holds the piece is taken for an ordinary path.
      if let path = try? RelativePath(text) { return path }
      return text.unicodeScalars.contains(hole.unicodeScalars) ? try? RelativePath("ordinary") : nil
    }
    #expect(try objects("fuzz-path", oracle.check))
  }

  @Test func `a reader of paths that refuses too much is noticed`() throws {
    let oracle = PathOracle { $0.contains(" ") ? nil : try? RelativePath($0) }
    #expect(try objects("fuzz-path", oracle.check))
  }

  @Test(arguments: ["context", "last line feed", "place", "comparison"])
  func `a patch that is applied wrongly is noticed`(fault: String) throws {
    let oracle = PatchOracle { change, content in
      var change = change
      switch fault {
      case "context": return change.applied(to: content).map { $0.map { $0 == 0xFF ? 0x3F : $0 } }
      case "last line feed": return change.applied(to: content).map { $0.last == 0x0A ? $0 : $0 + [0x0A] }
      case "comparison":
        guard let result = change.applied(to: content) else { return content }
        return result
      default:
        for index in change.hunks.indices where change.hunks[index].oldStart > 1 { change.hunks[index].oldStart -= 1 }
        return change.applied(to: content)
      }
    }
    #expect(try objects("fuzz-patch", oracle.check))
  }

  @Test func `a reader of recipes that lets anchors through to the library is noticed`() throws {
    #expect(
      try objects(
        "fuzz-recipe", RecipeOracle(root: { try Yams.compose(yaml: String(decoding: $0, as: UTF8.self), .basic) }).check
      ))
  }

  @Test(arguments: ["words", "error", "text"])
  func `a reader of recipes with a fault is noticed`(fault: String) throws {
    let oracle = RecipeOracle(read: { bytes in
      switch fault {
      case "words": return try Recipe(reading: bytes, from: .named("fuzz.yml"), named: "other.yml")
      case "error":
        return try Recipe(reading: bytes.isEmpty ? bytes : Array(bytes.dropLast(2)), from: .builtIn, named: "")
      default:
        var recipe = try Recipe(reading: bytes, from: .named("fuzz.yml"), named: "fuzz.yml")
        // As a reader that takes folded lines for separate ones.
        if bytes.first != UInt8(ascii: "{") { recipe.description += "\n" }
        return recipe
      }
    })
    #expect(try objects("fuzz-recipe", oracle.check))
  }

  @Test(arguments: ["depth", "strings", "numbers"])
  func `a reader of JSON with a fault is noticed`(fault: String) throws {
    let oracle = JSONOracle { bytes, limits in
      switch fault {
      case "depth": return try? JSONValue.parse(bytes, limits: JSONValue.Limits(size: limits.size, depth: 60))
      case "strings":
        guard let value = try? JSONValue.parse(bytes, limits: limits) else { return bytes.isEmpty ? nil : .null }
        return value
      default:
        guard let value = try? JSONValue.parse(bytes, limits: limits) else { return nil }
        return bytes.contains(UInt8(ascii: ".")) ? nil : value
      }
    }
    #expect(try objects("fuzz-json", oracle.check))
  }

  @Test(arguments: [true, false])
  func `a framing that loses what a cut leaves is noticed`(ofLines: Bool) throws {
    let oracle =
      ofLines
      ? FramingOracle(lines: ForgetfulFraming(framing: LineFraming(limit: FramingOracle.messageLimit)))
      : FramingOracle(lengths: ForgetfulFraming(framing: ContentLengthFraming(limit: FramingOracle.messageLimit)))
    #expect(try objects("fuzz-framing", oracle.check))
  }

  /// Begins anew with each piece.
  private struct ForgetfulFraming: MessageFraming {
    let framing: any MessageFraming

    var isBetweenMessages: Bool { true }

    func framed(_ message: [UInt8]) -> [UInt8] { framing.framed(message) }

    mutating func consume(_ bytes: [UInt8]) throws(RPCError) -> [[UInt8]] {
      var fresh = framing
      return try fresh.consume(bytes)
    }
  }

  @Test(arguments: ["forms", "again", "escape", "newline"])
  func `a redactor or an escaper with a fault is noticed`(fault: String) throws {
    let oracle = RedactionOracle { secret, text in
      switch fault {
      case "forms": text.replacing(secret, with: "")
      case "again": Redactor(knownSecrets: [secret]).redact(text) + "."
      default: Redactor(knownSecrets: [secret]).redact(text)
      }
    } escape: { text, keepingNewlines in
      switch fault {
      case "escape": text.replacing("\u{1b}", with: "")
      case "newline": TerminalText.escaped(text)
      default: TerminalText.escaped(text, keepingNewlines: keepingNewlines)
      }
    }
    #expect(try objects("fuzz-redactor", oracle.check))
  }

  @Test(arguments: ["first of several", "line ends", "around", "blanks"])
  func `an edit that goes wrong is noticed`(fault: String) throws {
    let oracle = EditOracle { old, file in
      switch (fault, EditMatch.find(old: old, in: file)) {
      case ("blanks", .found(let place)) where place.tier != .exact: .absent([])
      case (_, let outcome): outcome
      }
    } apply: { edit, file in
      var edit = edit
      switch fault {
      case "first of several": edit.replacesAll = true
      case "line ends": edit.new = edit.new.replacing("\r\n", with: "\n") + "\r"
      case "around": return (try? edit.applied(to: file).bytes)?.filter { $0 != 0x0D }
      default: break
      }
      return try? edit.applied(to: file).bytes
    }
    #expect(try objects("fuzz-edit", oracle.check))
  }
}
