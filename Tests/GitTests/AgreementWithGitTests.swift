import SourceText
import TestSupport
import Testing

@testable import Git

struct AgreementWithGitTests {
  @Test(arguments: Sweep.seeds(sample: 2, full: 40))
  func `counts and patches equal git's over a random history`(seed: UInt64) async throws {
    var dice = SeededGenerator(seed: seed)
    let builder = try RepositoryBuilder()
    var files: [String: [String]] = [:]
    var written: Set<String> = []
    var commits: [ObjectID] = []
    for step in 0..<40 {
      for _ in 0..<Int.random(in: 1...4, using: &dice) {
        let name = files.keys.sorted().randomElement(using: &dice)
        switch (Int.random(in: 0..<10, using: &dice), name) {
        case (0, let name?) where files.count > 3:
          files[name] = nil
          // One that this step made is not written yet.
          if written.remove(name) != nil { try builder.remove(name) }
        case (1...6, let name?):
          var lines = files[name] ?? []
          for _ in 0..<Int.random(in: 1...5, using: &dice) {
            let position = Int.random(in: 0...lines.count, using: &dice)
            if Bool.random(using: &dice), position < lines.count {
              lines.remove(at: position)
            } else {
              lines.insert("line \(UInt16.random(in: 0..<40, using: &dice))", at: position)
            }
          }
          files[name] = lines
        default:
          let folder = ["", "a/", "a/b/", "c d/"].randomElement(using: &dice) ?? ""
          files["\(folder)f\(step)-\(files.count)"] = (0..<Int.random(in: 0...60, using: &dice)).map { line in
            "line \(line) \(UInt16.random(in: .min ... .max, using: &dice))"
          }
        }
      }
      for (name, lines) in files.sorted(by: { $0.key < $1.key }) {
        let end = Bool.random(using: &dice) || lines.isEmpty ? "" : "\n"
        try builder.write(name, lines.joined(separator: "\n") + end)
        written.insert(name)
      }
      commits.append(try builder.commit("commit \(step)"))
    }

    let repository = try open(builder)
    var compared = 0
    for (old, new) in zip(commits, commits.dropFirst()) + [(commits[0], commits[39]), (commits[39], commits[5])] {
      let change = try await repository.changes(from: .commit(old), to: .commit(new))
      #expect(change.omissions.isEmpty)
      let counts = change.files.map { "\($0.addedLineCount)\t\($0.removedLineCount)\t\($0.path)" }
      let numstat = try builder.git("diff", "--numstat", "--no-renames", old.hexadecimal, new.hexadecimal)
      let renames = try builder.git("diff", "--name-status", "-M", "--diff-filter=R", old.hexadecimal, new.hexadecimal)
      if renames.isEmpty {
        compared += 1
        #expect(counts.sorted() == numstat.split(separator: "\n").map(String.init).sorted())
        let patch = try builder.git("-c", "core.quotePath=false", "diff", old.hexadecimal, new.hexadecimal)
        #expect(change.patchLines == Self.patchLines(patch))
      }
    }
    #expect(compared > 20)
  }

  /// The lines of a patch without its file headers and notes.
  private static func patchLines(_ patch: String) -> [String] {
    var isHeader = true
    return patch.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      if line.hasPrefix("diff --git") { isHeader = true }
      if line.hasPrefix("@@") { isHeader = false }
      return isHeader || line.hasPrefix("\\") ? nil : String(line)
    }
  }
}

extension ChangeSet {
  fileprivate var patchLines: [String] {
    files.sorted { Array($0.path.string.utf8).lexicographicallyPrecedes(Array($1.path.string.utf8)) }.flatMap { file in
      file.hunks.flatMap { hunk in
        func range(_ start: Int, _ count: Int) -> String { count == 1 ? "\(start)" : "\(start),\(count)" }
        let header =
          "@@ -\(range(hunk.oldStart, hunk.oldCount)) +\(range(hunk.newStart, hunk.newCount)) @@"
          + (hunk.section.isEmpty ? "" : " \(hunk.section)")
        return [header] + ChangeSet(files: [FileChange(kind: .modified, path: file.path, hunks: [hunk])]).text
      }
    }
  }
}
