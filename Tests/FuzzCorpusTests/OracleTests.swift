import FuzzOracles
import SourceText
import Testing

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
}
