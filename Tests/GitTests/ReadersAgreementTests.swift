import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

/// libgit2 and the git program give equal values for the same repository.
@Suite(.timeLimit(.minutes(5))) struct ReadersAgreementTests {
  @Test(arguments: Sweep.seeds(sample: 2, full: 30))
  func `both readers agree on random histories`(seed: UInt64) async throws {
    var history = try RandomHistory(seed: seed)
    try history.grow(commits: 12)
    let builder = history.builder
    let library = try open(builder)
    let program = try await openWithProgram(builder)
    let location = program.location
    #expect(location == library.location)

    let commits = history.commits
    let snapshots = commits.suffix(4).map(Snapshot.commit) + [.index, .workTree, .empty]
    let limits = [
      DiffLimits(), DiffLimits(contextLines: 0, fileSize: 600, lineLength: 30, lines: 80, files: 6),
      DiffLimits(contextLines: 10, lines: 300),
    ]
    for old in snapshots {
      for new in snapshots {
        for limits in limits {
          let expected = try await library.changes(from: old, to: new, limits: limits)
          let found = try await program.changes(from: old, to: new, limits: limits)
          #expect(differences(found, expected) == [], "\(old) \(new) \(limits)")
        }
      }
      let entries = try await library.entries(in: old, below: nil)
      #expect(try await program.entries(in: old, below: nil) == entries)
      for folder in ["a", "c d", "none"] {
        let path = try RelativePath(folder)
        let expected = try await library.entries(in: old, below: path)
        #expect(try await program.entries(in: old, below: path) == expected)
        let entry = try await library.entry(at: path, in: old)
        #expect(try await program.entry(at: path, in: old) == entry)
      }
      let folders = [nil] + (try ["a", "c d", "none"].map { try RelativePath($0) })
      let listings = FolderListing.listings(of: folders, among: entries, limit: .max)
      #expect(try await library.listings(of: folders, in: old, limit: .max) == listings)
      #expect(try await program.listings(of: folders, in: old, limit: .max) == listings)
      for limit in [0, 3] {
        let told = try await library.listings(of: folders, in: old, limit: limit).reduce(0) { $0 + $1.count }
        #expect(told == min(limit, listings.reduce(0) { $0 + $1.count }))
      }
      for entry in entries.prefix(5) where entry.mode != .submodule {
        #expect(try await program.entry(at: entry.path, in: old) == entry)
        let expected = try await library.blob(entry.id, limit: 1 << 20)
        #expect(try await program.blob(entry.id, limit: 1 << 20) == expected)
      }
    }
    let blobs = try await library.entries(in: .index, below: nil).map(\.id) + [commits[0]]
    let contents = try await library.blobs(blobs, limit: 300)
    #expect(try await program.blobs(blobs, limit: 300) == contents)
    for limit in [1, 5, 100] {
      let tips = Array(commits.suffix(2))
      let expected = try await library.commits(reachableFrom: tips, hiding: [commits[2]], limit: limit)
      #expect(try await program.commits(reachableFrom: tips, hiding: [commits[2]], limit: limit) == expected)
    }
    for (first, second) in zip(commits, commits.dropFirst()) {
      let expected = try await library.mergeBase(of: first, and: second)
      #expect(try await program.mergeBase(of: first, and: second) == expected)
      #expect(try await program.contains(first))
    }
    for prefix in ["refs/", "refs/heads/", "refs/ta", "refs/heads/*", "nothing"] {
      let expected = try await library.references(startingWith: prefix)
      #expect(try await program.references(startingWith: prefix) == expected)
    }
    for revision in ["HEAD", "HEAD~1", "main", "v1", "nothing", "", "HEAD:f", "main..main"] {
      let expected = await outcome { try await library.commit(named: revision) }
      #expect(await outcome { try await program.commit(named: revision) } == expected, "\(revision)")
    }
    for key in ["core.bare", "user.name", "fulcrum.level", "fulcrum.absent", "core.hooksPath", "nodot", "a b.c", ""] {
      let expected = await outcome { try await library.configuration(key) }
      #expect(await outcome { try await program.configuration(key) } == expected, "\(key)")
    }
  }

  /// What is only in one of two changes, in few words.
  private func differences(_ found: ChangeSet, _ expected: ChangeSet) -> [String] {
    if found == expected { return [] }
    func summary(_ file: FileChange) -> String {
      "\(file.kind) \(file.oldPath?.string ?? "-") -> \(file.path) \(file.old.map { "\($0)" } ?? "-") "
        + "\(file.new.map { "\($0)" } ?? "-") \(file.hunks.count)"
    }
    return Set(found.files).subtracting(expected.files).map { "found \(summary($0))" }
      + Set(expected.files).subtracting(found.files).map { "expected \(summary($0))" }
      + (found.files.map(\.path) == expected.files.map(\.path) ? [] : ["another order"])
      + (found.omissions == expected.omissions ? [] : ["omissions: \(found.omissions), \(expected.omissions)"])
  }

  /// The value, or the words of the error.
  private func outcome<Value>(_ body: () async throws -> Value) async -> String {
    do { return String(reflecting: try await body()) } catch { return "\(error)" }
  }
}
