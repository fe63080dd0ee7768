import Foundation
import GRDB
import SourceText
import TestSupport
import Testing

@testable import Store

@Suite(.timeLimit(.minutes(1))) final class StoreTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var state: String { "\(folder.path)/state/fulcrum" }
  private var path: String { "\(state)/\(StoreFile.name)" }
  private let repository = RepositoryKey(commonFolder: "/projects/orders/.git")
  private let rule = TrustSubject(.rule, "debug-leftover")

  private func mode(_ path: String) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  private func event(_ isRight: Bool, identity: String? = nil) -> TrustEvent {
    TrustEvent(rule, isRight: isRight, weight: Trust.Weight.grave, identity: identity)
  }

  @Test func `what is recorded is there for the next program`() throws {
    #expect(!Store.exists(in: state))
    try Store(in: state).record([event(true), event(false)], in: repository, at: 1000)
    #expect(Store.exists(in: state))
    let trust = try #require(try Store(in: state).trust(in: repository)[rule])
    var expected = Trust()
    expected.record(isRight: true, at: 1000)
    expected.record(isRight: false, at: 1000)
    #expect(trust == expected)
    #expect(try Store(in: state).trust(in: RepositoryKey(commonFolder: "/elsewhere/.git")).isEmpty)
  }

  @Test func `evidence of one identity counts once, and again after half a year`() throws {
    let store = try Store(in: state)
    for time in [1000, 2000, 3000] { try store.record([event(true, identity: "a")], in: repository, at: time) }
    #expect(try store.trust(in: repository)[rule]?.rightCount == 1)
    try store.record([event(true, identity: "b"), event(true)], in: repository, at: 4000)
    #expect(try store.trust(in: repository)[rule]?.rightCount == 3)
    try store.record([event(true, identity: "a")], in: repository, at: 1000 + 200 * 24 * 3600 * 1000)
    #expect(try store.trust(in: repository)[rule]?.rightCount == 4)
  }

  @Test func `one subject is forgotten, or all of a repository and of no other`() throws {
    let store = try Store(in: state)
    let category = TrustEvent(TrustSubject(ofRule: "review/security"), isRight: true, weight: 1, identity: "x")
    let other = RepositoryKey(commonFolder: "/elsewhere/.git")
    try store.record([event(true), category], in: repository, at: 1)
    try store.record([event(true)], in: other, at: 1)
    #expect(try store.forgetTrust(of: "review/security", in: repository) == 1)
    #expect(try store.trust(in: repository).keys.map(\.name) == ["debug-leftover"])
    try store.record([category], in: repository, at: 2)
    #expect(try store.trust(in: repository).count == 2, "what is forgotten may count again")
    #expect(try store.forgetTrust(of: nil, in: repository) == 2)
    #expect(try store.trust(in: repository).isEmpty)
    #expect(try store.trust(in: other).count == 1)
  }

  @Test func `folder and files can be read by their owner alone`() throws {
    let store = try Store(in: state)
    try store.record([event(true)], in: repository, at: 1)
    #expect(try mode(state) == 0o700)
    let files = try FileManager.default.contentsOfDirectory(atPath: state)
    #expect(
      Set(files) == [StoreFile.name, "\(StoreFile.name)-wal", "\(StoreFile.name)-shm"], "a journal beside the file")
    for file in files { #expect(try mode("\(state)/\(file)") == 0o600, "\(file)") }
    withExtendedLifetime(store) {}
  }

  @Test func `rights that others have are taken away`() throws {
    _ = try Store(in: state)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: state)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    try Store(in: state).record([event(true)], in: repository, at: 1)
    #expect(try mode(state) == 0o700)
    #expect(try mode(path) == 0o600)
  }

  @Test func `a link in the place of the file is not followed`() throws {
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "\(folder.path)/victim")
    let error = #expect(throws: StoreError.self) { try Store(in: state) }
    #expect(error?.description.contains("is not a regular file") == true)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/victim"))
  }

  @Test func `a newer program's file is refused and not changed`() throws {
    let steps = StoreMigrations.all + [{ _ in }]
    do { _ = try Store(in: state, migrations: steps) }
    let before = try Data(contentsOf: URL(filePath: path))
    let error = #expect(throws: StoreError.self) { try Store(in: state) }
    #expect(error?.code == .unreadable)
    #expect(error?.description.contains("newer version") == true)
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    #expect(try Store(in: state, migrations: steps).trust(in: repository).isEmpty, "the newer program still reads it")
  }

  @Test func `an older program's file is brought up to date with what it holds`() throws {
    do { try Store(in: state).record([event(true)], in: repository, at: 1) }
    let steps: [StoreMigrations.Step] =
      StoreMigrations.all + [{ try $0.execute(sql: "ALTER TABLE trust ADD COLUMN more INTEGER") }]
    let store = try Store(in: state, migrations: steps)
    #expect(try store.trust(in: repository)[rule]?.rightCount == 1)
    #expect(throws: StoreError.self) { try Store(in: state) }
  }

  @Test func `a step that fails leaves the file as it was`() throws {
    do { try Store(in: state).record([event(true)], in: repository, at: 1) }
    let steps: [StoreMigrations.Step] =
      StoreMigrations.all + [
        { database in
          try database.execute(sql: "DROP TABLE trust")
          try database.execute(sql: "this is no SQL")
        }
      ]
    #expect(throws: StoreError.self) { try Store(in: state, migrations: steps) }
    #expect(try Store(in: state).trust(in: repository)[rule]?.rightCount == 1)
  }

  @Test(arguments: ["", "hello", "SQLite format 3\0 and then nothing that makes sense"])
  func `a file that is no database is told of and left alone`(text: String) throws {
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    try Data((text + (text.isEmpty ? "" : String(repeating: "x", count: 2000))).utf8).write(to: URL(filePath: path))
    let before = try Data(contentsOf: URL(filePath: path))
    if text.isEmpty {
      // What a program left that was killed after it had made the file.
      try Store(in: state).record([event(true)], in: repository, at: 1)
      return
    }
    let error = #expect(throws: StoreError.self) { try Store(in: state) }
    #expect(error?.code == .unreadable)
    #expect(error?.description.contains("Move it away") == true)
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test func `another program's database is left alone`() throws {
    do { try Store(in: state).record([event(true)], in: repository, at: 1) }
    var bytes = try Data(contentsOf: URL(filePath: path))
    // SQLite keeps the mark of a program at this place of the file's head.
    bytes.replaceSubrange(68..<72, with: [1, 2, 3, 4])
    try bytes.write(to: URL(filePath: path))
    let error = #expect(throws: StoreError.self) { try Store(in: state) }
    #expect(error?.description.contains("is no store of this program") == true)
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  @Test func `a damaged page is told of, and the file stays`() throws {
    do {
      let store = try Store(in: state)
      let events = (0..<400).map { TrustEvent(TrustSubject(.rule, "linter/rule-\($0)"), isRight: true, weight: 1) }
      try store.record(events, in: repository, at: 1)
    }
    var bytes = try Data(contentsOf: URL(filePath: path))
    try #require(bytes.count > 3 * 4096)
    for index in 4096..<bytes.count { bytes[index] = 0xAB }
    try bytes.write(to: URL(filePath: path))
    let error = #expect(throws: StoreError.self) { try Store(in: state).trust(in: repository) }
    #expect(error?.code == .unreadable, "\(error as Any)")
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test func `a row that makes no sense is passed over`() throws {
    let store = try Store(in: state)
    try store.record([event(true)], in: repository, at: 1)
    try store.write { database in
      try database.execute(
        sql:
          "INSERT INTO trust VALUES (?, 'rule', 'odd', 'text', -1, 0, 1, 1, 1, NULL), (?, 'mood', 'x', 1, 1, 1, 1, 1, 1, 1)",
        arguments: [repository.text, repository.text])
    }
    #expect(try store.trust(in: repository).keys.map(\.name) == ["debug-leftover"])
  }

  @Test func `many writers at once lose nothing`() async throws {
    let state = state
    let (repository, event) = (repository, event(true))
    try await withThrowingTaskGroup(of: Void.self) { group in
      // Each with a connection of its own, and the first ones make the file together.
      for _ in 0..<8 {
        group.addTask {
          let store = try Store(in: state)
          for _ in 0..<10 { try store.record([event], in: repository, at: 1) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try Store(in: state).trust(in: repository)[rule]?.rightCount == 80)
  }

  @Test func `a folder that cannot be made is told of`() throws {
    try Data().write(to: URL(filePath: "\(folder.path)/file"))
    let error = #expect(throws: StoreError.self) { try Store(in: "\(folder.path)/file/fulcrum") }
    #expect(error?.code == .unavailable)
    #expect(throws: StoreError.self) { try Store(in: "relative") }
  }
}

@Suite struct RepositoryKeyTests {
  @Test func `work trees of a repository share a key, and clones do not`() throws {
    let builder = try RepositoryBuilder()
    try builder.write("a", "a")
    _ = try builder.commit("a")
    try builder.git("worktree", "add", "--quiet", "\(builder.home)/linked")
    func key(_ folder: String) throws -> RepositoryKey {
      let common = try builder.git(
        arguments: ["rev-parse", "--path-format=absolute", "--git-common-dir"], in: folder)
      return RepositoryKey(commonFolder: common)
    }
    let main = try key(builder.path)
    #expect(try key("\(builder.home)/linked") == main)
    try builder.git("clone", "--quiet", builder.path, "\(builder.home)/clone")
    #expect(try key("\(builder.home)/clone") != main)
    try FileManager.default.createSymbolicLink(atPath: "\(builder.home)/link", withDestinationPath: builder.path)
    #expect(RepositoryKey(commonFolder: "\(builder.home)/link/.git/") == main)
    #expect(main.text.count == 32)
  }
}
