internal import SourceCode
package import SourceText

/// Reports code that a developer put in to find a fault and seldom means to keep.
package struct DebugLeftover: EvidenceRule {
  package static let description = RuleDescription(
    id: "debug-leftover", title: "Debugging code left in",
    rationale: """
      A breakpoint stops a program where nobody watches, and a debug print fills logs, now and then with personal \
      data. Plain printing is how command-line programs speak, so it counts only where a library or a web page has no \
      use for it: `console.log` outside tests, tools and examples, `System.out` in Java's main sources, and prints \
      whose text begins with DEBUG or the like.
      """,
    category: .hygiene, severity: .low, confidence: 0.85)

  package init() {}

  package func findings(in file: ChangedFile) -> [Finding] {
    guard !file.role.isGenerated, !file.role.isForeign else { return [] }
    return Self.search.added(in: file).map { hit in
      Self.description.finding(
        at: file.location(hit.line), quote: file.quote(hit.line),
        explanation: "\(Self.name(of: hit.pattern)) looks like a leftover of a search for a fault.",
        suggestion: "Remove it, or use the project's logging if the message is meant to stay.")
    }
  }

  private static func name(of pattern: CodePattern) -> String {
    String(pattern.literal.prefix { $0 != "(" && $0 != ";" })
  }

  private static let search = CodePatternSearch(
    [
      CodePattern("debugger;", [.javaScript]),
      CodePattern("pdb.set_trace(", [.python]),
      CodePattern("ipdb.set_trace(", [.python]),
      CodePattern("breakpoint()", [.python], where: isStatement),
      CodePattern("binding.pry", [.ruby]),
      CodePattern("binding.irb", [.ruby]),
      CodePattern("byebug", [.ruby], where: isStatement),
      CodePattern("dbg!(", [.rust]),
      CodePattern("var_dump(", [.php], where: { isShipped($0, $1) && !isCaptured($0, $1) }),
      CodePattern("spew.Dump(", [.go], where: isShipped),
      CodePattern("debugPrint(", [.swift], where: isShipped),
      CodePattern("Debugger.Break(", [.cSharp]),
      CodePattern("Debugger.Launch(", [.cSharp]),
      CodePattern("System.out.println(", [.java], where: isMainSource),
      CodePattern("System.out.print(", [.java], where: isMainSource),
    ]
      + ["console.log(", "console.debug("].map {
        CodePattern($0, [.javaScript], where: { isShipped($0, $1) && !isForUsers($0, $1) })
      }
      + [
        "print(", "println(", "printf(", "puts(", "fmt.Println(", "fmt.Printf(", "console.log(", "System.err.println(",
      ].map {
        CodePattern($0, Set(Language.allCases), where: printsDebugWord)
      }
      + ["puts ", "p "].map { CodePattern($0, [.ruby], where: printsDebugWord) }
      + ["println!(", "eprintln!("].map { CodePattern($0, [.rust], where: printsDebugWord) })

  /// Whether the occurrence is a line's whole code.
  @Sendable private static func isStatement(_ file: ChangedFile, _ range: Range<Int>) -> Bool {
    let line = file.lines[file.lineIndex(at: range.lowerBound)].range
    let isFirst = file.trimmed(line).lowerBound == range.lowerBound
    return isFirst
      && file.code[range.upperBound..<line.upperBound].allSatisfy { isBlank($0) || $0 == UInt8(ascii: ";") }
  }

  /// Whether the file is part of what users get, not of what developers run.
  @Sendable private static func isShipped(_ file: ChangedFile, _ range: Range<Int>) -> Bool {
    !file.role.isTest && !file.role.isExample && !file.role.isTool
  }

  /// Whether a call prints an empty line or coloured text, as only programs do that speak to somebody.
  @Sendable private static func isForUsers(_ file: ChangedFile, _ range: Range<Int>) -> Bool {
    var start = file.skippingBlanks(range.upperBound, in: file.code)
    if start < file.code.count, file.code[start] == UInt8(ascii: "\n"),
      let next = file.line(after: file.lineIndex(at: range.lowerBound))
    {
      start = file.trimmed(next.range).lowerBound
    }
    return [")", "chalk.", "colors.", "kleur.", "pc."].contains { file.has($0, at: start, in: file.code) }
  }

  /// Whether the output goes to a buffer that the line before has opened.
  @Sendable private static func isCaptured(_ file: ChangedFile, _ range: Range<Int>) -> Bool {
    guard let before = file.line(before: file.lineIndex(at: range.lowerBound)) else { return false }
    return before.range.contains { file.has("ob_start(", at: $0, in: file.code) }
  }

  /// Whether the file is a main source, by Maven's layout, of something else than a command-line program.
  @Sendable private static func isMainSource(_ file: ChangedFile, _ range: Range<Int>) -> Bool {
    let path = file.change.path
    let programs = ["Main", "Cli", "CLI", "Command", "Application", "Console", "Demo"]
    return path.string.contains("src/main/java/") && isShipped(file, range)
      && !programs.contains { path.name.contains($0) }
  }

  /// Whether the first argument is a string that begins as only debug output does.
  @Sendable private static func printsDebugWord(_ file: ChangedFile, _ range: Range<Int>) -> Bool {
    guard ChangedFile.stringFollows(file, range) else { return false }
    let start = file.skippingBlanks(range.upperBound, in: file.bytes) + 1
    return ["DEBUG", "debug:", "XXX", "!!!"].contains { file.has($0, at: start, in: file.bytes) }
  }
}
