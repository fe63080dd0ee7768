internal import SourceCode
package import SourceText

/// Reports assertions and test files that a change takes away while the code that they protect stays.
package struct AssertionRemoved: ChangeRule {
  package static let description = RuleDescription(
    id: "assertion-removed", title: "Assertion removed while the code changes",
    rationale: """
      To take a failing assertion out is the quickest way to make a red run green. A finding needs that a hunk of a \
      test only takes assertions away, that the change as a whole asserts less than before, that it changes product \
      code too, and that the test names nothing which goes with it; or that a test file goes and its subject stays.
      """,
    category: .testing, severity: .medium, confidence: 0.7)

  package init() {}

  package func findings(in change: WholeChange, omissions: inout [Omission]) async throws -> [Finding] {
    let tests = change.files.filter { $0.role.isTest && !$0.role.isGenerated && $0.language != nil }
    guard tests.contains(where: { $0.lines.contains { $0.kind == .removed } }) else { return [] }
    let tallies = tests.map { TestTally($0) }
    let added = tallies.reduce(0) { $0 + $1.addedCount }
    let removed = tallies.reduce(0) { $0 + $1.removedCount }
    guard removed > added else { return [] }
    var findings: [Finding] = []
    let product = ProductChange(change.files)
    if product.hasCode {
      for tally in tallies where tally.file.change.kind != .deleted {
        findings += tally.lossyHunks.filter { !product.takesAway(from: $0, of: tally.file) }.map {
          finding($0, tally.file)
        }
      }
    }
    // Half of them added elsewhere: the tests moved and were tidied up on the way.
    let deleted = tallies.filter { $0.file.change.kind == .deleted && $0.removedCount > 0 && added * 2 < removed }
    guard !deleted.isEmpty else { return findings }
    let subjects = try await Self.subjects(in: change.head)
    for tally in deleted {
      guard let name = Self.subjectName(of: tally.file.change.path), let subject = subjects[name]?.first,
        !tally.file.lines.indices.contains(where: { product.namesWhatGoes(tally.file, line: $0) })
      else { continue }
      findings.append(
        Self.description.finding(
          at: Finding.Location(path: tally.file.change.path, side: .old), quote: "",
          title: "Test file deleted while the code stays",
          explanation: """
            \(subject) is still there, \(tally.removedCount) lines that tested it are gone, and the change adds no \
            others for them.
            """,
          suggestion: "Keep the tests, or say in the commit what covers the code now."))
    }
    return findings
  }

  private func finding(_ hunk: TestTally.LossyHunk, _ file: ChangedFile) -> Finding {
    let line = file.lines[hunk.assertions[0]]
    let count = hunk.assertions.count
    return Self.description.finding(
      at: file.location(line), quote: file.quote(line),
      explanation: """
        \(count == 1 ? "This assertion is" : "This and \(count - 1) more here are") taken away and nothing takes the \
        place, in a change that also changes the code under test.
        """,
      suggestion: "Keep asserting what still holds, or say in the commit why it holds no longer.")
  }

  /// The product's files by the name that a test of theirs would carry.
  private static func subjects(in tree: any SourceTree) async throws -> [String: [RelativePath]] {
    var subjects: [String: [RelativePath]] = [:]
    for file in try await tree.files where Language(path: file.path) != nil {
      let role = FileRole(path: file.path)
      guard !role.isTest, !role.isExample, !role.isGenerated else { continue }
      subjects[key(file.path, file.path.name.prefix { $0 != "." }), default: []].append(file.path)
    }
    return subjects
  }

  /// The subject of a test file by its name: `test_parser.py`, `parser_test.go`, `ParserTests.swift`, `parser.spec.ts`.
  private static func subjectName(of path: RelativePath) -> String? {
    var stem = path.name.prefix { $0 != "." }
    let name = path.name.lowercased()
    let isMarked = name.contains(".test.") || name.contains(".spec.") || name.contains(".e2e.")
    let whole = stem.count
    for prefix in ["test_", "Test"] where stem.hasPrefix(prefix) { stem = stem.dropFirst(prefix.count) }
    for suffix in ["_tests", "_test", "_spec", "Tests", "Test", "Spec"] where stem.hasSuffix(suffix) {
      stem = stem.dropLast(suffix.count)
      break
    }
    guard stem.count >= 3, isMarked || stem.count < whole else { return nil }
    return key(path, stem)
  }

  private static func key(_ path: RelativePath, _ stem: Substring) -> String {
    "\(stem.lowercased().filter { $0 != "_" && $0 != "-" }).\(path.fileExtension)"
  }
}

/// The assertions that a change adds to a test file and takes from it.
private struct TestTally {
  let file: ChangedFile
  private(set) var addedCount = 0
  private(set) var removedCount = 0

  /// The hunks that take assertions away and add none.
  private(set) var lossyHunks: [LossyHunk] = []

  struct LossyHunk {
    let number: Int
    /// Indices of lines, at least one.
    var assertions: [Int]
  }

  init(_ file: ChangedFile) {
    self.file = file
    var gaining: Set<Int> = []
    for index in Assertions.lines(in: file) {
      let line = file.lines[index]
      if line.kind == .added {
        addedCount += 1
        gaining.insert(line.hunk)
      } else {
        removedCount += 1
        if lossyHunks.last?.number == line.hunk {
          lossyHunks[lossyHunks.count - 1].assertions.append(index)
        } else {
          lossyHunks.append(LossyHunk(number: line.hunk, assertions: [index]))
        }
      }
    }
    // One with more than half as many new lines as old ones is rewritten, mostly to assert in another way.
    var balance: [Int: (added: Int, removed: Int)] = [:]
    for line in file.lines where line.kind != .context {
      guard line.range.contains(where: { !isBlank(file.code[$0]) }) else { continue }
      if line.kind == .added {
        balance[line.hunk, default: (0, 0)].added += 1
      } else {
        balance[line.hunk, default: (0, 0)].removed += 1
      }
    }
    lossyHunks.removeAll { hunk in
      gaining.contains(hunk.number) || balance[hunk.number].map { $0.added * 2 > $0.removed } ?? false
    }
  }
}

/// What a change does to the code that tests are for.
private struct ProductChange {
  /// Whether any code changes, not only comments.
  private(set) var hasCode = false

  /// The names and words of removed lines that no added line has; in strings and comments too.
  private var gone: Set<UInt64> = []

  init(_ files: [ChangedFile]) {
    var kept: Set<UInt64> = []
    for file in files where !file.role.isTest && !file.role.isGenerated && !file.role.isProse {
      for line in file.lines where line.kind != .context && !line.isMinified {
        if file.language != nil, !file.role.isExample, !hasCode {
          hasCode = line.range.contains { !isBlank(file.code[$0]) }
        }
        for name in CodeNames.ranges(in: file.bytes, line.range) where name.count >= 3 {
          let hash = CodeNames.hash(file.bytes, name, ignoringCase: false)
          if line.kind == .added { kept.insert(hash) } else { gone.insert(hash) }
        }
      }
    }
    gone.subtract(kept)
  }

  /// Whether a removed line names something that goes from the product too.
  func namesWhatGoes(_ file: ChangedFile, line index: Int) -> Bool {
    let line = file.lines[index]
    guard line.kind == .removed, !line.isMinified else { return false }
    return CodeNames.ranges(in: file.bytes, line.range).contains { name in
      name.count >= 3 && gone.contains(CodeNames.hash(file.bytes, name, ignoringCase: false))
    }
  }

  func takesAway(from hunk: TestTally.LossyHunk, of file: ChangedFile) -> Bool {
    let isInHunk = { (index: Int) in file.lines[index].hunk == hunk.number }
    let before = (0..<hunk.assertions[0]).reversed().prefix(while: isInHunk)
    let after = (hunk.assertions[0]..<file.lines.count).prefix(while: isInHunk)
    return before.contains { namesWhatGoes(file, line: $0) } || after.contains { namesWhatGoes(file, line: $0) }
  }
}
