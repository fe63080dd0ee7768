import SourceText
import TestSupport
import Testing

@testable import Git

/// Merges as git itself shows them with `--cc`.
@Suite(.serialized) struct CombinedChangeTests {
  @Test(arguments: Sweep.seeds(sample: 4, full: 200))
  func `random merges bring the lines that git marks as new against both parents`(seed: UInt64) async throws {
    var dice = SeededGenerator(seed: seed)
    let builder = try RepositoryBuilder()
    let names = ["a.txt", "b.txt", "c/d.txt", "e.txt"]
    var files = Dictionary(uniqueKeysWithValues: names.map { name in (name, (1...30).map { "\(name) \($0)" }) })
    func write(_ files: [String: [String]]) throws {
      for (name, lines) in files { try builder.write(name, lines.map { $0 + "\n" }.joined()) }
    }
    func changed(_ files: [String: [String]], _ word: String) -> [String: [String]] {
      var files = files
      for name in names where Int.random(in: 0..<3, using: &dice) > 0 {
        for step in 0..<Int.random(in: 1...4, using: &dice) {
          let count = files[name]?.count ?? 0
          let position = Int.random(in: 0..<max(1, count), using: &dice)
          if Bool.random(using: &dice), count > 0 {
            files[name]?.remove(at: position)
          } else {
            files[name, default: []].insert(
              "\(word) \(seed) \(step) \(UInt32.random(in: 0 ... .max, using: &dice))", at: position)
          }
        }
      }
      return files
    }
    try write(files)
    let root = try builder.commit("root")
    let own = changed(files, "own")
    try write(own)
    let base = try builder.commit("own")
    try builder.git("checkout", "--quiet", "-b", "upstream", root.hexadecimal)
    let theirs = changed(files, "theirs")
    try write(theirs)
    try write(["theirs.txt": ["theirs"]])
    let merged = try builder.commit("theirs")
    try builder.git("checkout", "--quiet", "main")
    // Any result is a merge; this one takes lines of both, loses some, and has some of neither.
    for name in names {
      let both = (own[name] ?? []) + (theirs[name] ?? []).filter { !(own[name] ?? []).contains($0) }
      files[name] = both.filter { _ in Int.random(in: 0..<8, using: &dice) > 0 }.sorted()
    }
    try builder.git("merge", "--quiet", "--no-commit", "--strategy", "ours", "--no-ff", "upstream")
    try write(Int.random(in: 0..<3, using: &dice) == 0 ? files : changed(files, "evil"))
    try write(["theirs.txt": ["theirs"]])
    let head = try builder.commit("merge")

    let repository = try open(builder)
    let change = try await repository.changes(from: .commit(base), to: .commit(head))
    let other = try await repository.changes(from: .commit(merged), to: .commit(head))
    let combined = change.combined(with: other)

    let patch = try builder.git("diff-tree", "--cc", "-p", "--no-commit-id", "--no-renames", head.hexadecimal)
    let expected = patch.split(separator: "\n").filter { $0.hasPrefix("++") && !$0.hasPrefix("+++") }.map {
      $0.dropFirst(2)
    }
    let added = combined.files.flatMap { $0.addedLines.map { $0.text[...] } }
    #expect(added.sorted() == expected.sorted())
    let lost = patch.split(separator: "\n").filter { $0.hasPrefix("--") && !$0.hasPrefix("---") }.map {
      $0.dropFirst(2)
    }
    let removed = combined.files.flatMap { $0.removedLines.map { $0.text[...] } }
    #expect(Set(removed).isSuperset(of: lost))
    for file in combined.files {
      let both = try [change.file(file.path.string), other.file(file.path.string)]
        .map { Set($0.addedLines.map(\.newNumber)) }
      #expect(Set(file.addedLines.map(\.newNumber)) == both[0].intersection(both[1]))
      let content = try builder.git("show", "HEAD:\(file.path)").split(
        separator: "\n", omittingEmptySubsequences: false)
      for hunk in file.hunks {
        #expect(hunk.lines.contains { $0.kind != .context })
        for line in hunk.lines where line.newNumber > 0 { #expect(content[line.newNumber - 1] == line.text) }
        #expect(hunk.lines.map(\.newNumber).filter { $0 > 0 }.adjacentDifferences.allSatisfy { $0 == 1 })
      }
    }
    #expect(!combined.files.contains { $0.path.string == "theirs.txt" })
  }
}

extension [Int] {
  fileprivate var adjacentDifferences: [Int] { zip(self, dropFirst()).map { $1 - $0 } }
}
