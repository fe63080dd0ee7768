import Foundation
import TestSupport
import Testing

@testable import Refactoring

struct CampaignJournalTests {
  private static let session = CampaignRecord.Session(
    campaign: "c", fingerprint: "f", shard: .whole, unitCount: 2, time: 1)
  private static let outcome = UnitOutcome(
    state: .partial, code: 7, reason: "one \"step\"\nwas left", branch: "refactor/c", commits: 3,
    gates: [UnitOutcome.Gate(name: "build", passed: 3, failed: 1)], cost: 12, milliseconds: 4_000, mayPass: true)
  private static let records: [CampaignRecord] = [
    .begun(session), .planned(identity: "repository:ä", path: "/w/ä"), .gone(identity: "repository:b"),
    .started(identity: "repository:ä", attempt: 1, time: 2),
    .process(identity: "repository:ä", ProcessTrace(number: 12, start: "boot.1")),
    .finished(identity: "repository:ä", attempt: 1, outcome, isLast: true, time: 3),
    .interrupted(identity: "repository:ä", time: 4), .ended(reason: "", time: 5),
  ]

  private static func read(_ path: String) throws -> [CampaignRecord] {
    var records: [CampaignRecord] = []
    try CampaignJournal.read(path) { records.append($0) }
    return records
  }

  private static func write(_ path: String) throws {
    var journal = try CampaignJournal.open(path) { _ in }
    try journal.append(records)
  }

  @Test func `what is written is read again`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/j.jsonl"
    try Self.write(path)
    #expect(try Self.read(path) == Self.records)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a torn last line does not count, and makes room for the next`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/j.jsonl"
    try Self.write(path)
    let bytes = try Data(contentsOf: URL(filePath: path))
    for torn in ["{\"record\":\"sta", "\0\0\0\0", "{\"record\":\"sta\n"] {
      try (bytes + Data(torn.utf8)).write(to: URL(filePath: path))
      #expect(try Self.read(path) == Self.records)
      var journal = try CampaignJournal.open(path) { _ in }
      try journal.append([.gone(identity: "x")])
      #expect(try Self.read(path) == Self.records + [.gone(identity: "x")])
    }
  }

  @Test func `damage before the end is an error with its place`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/j.jsonl"
    try Self.write(path)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("\"planned\"", with: "\"plan\"").write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: RefactoringError.self) { try Self.read(path) }
    let place = text.utf8.firstIndex(of: UInt8(ascii: "\n")).map {
      text.utf8.distance(from: text.startIndex, to: $0) + 1
    }
    #expect(error?.description.contains("damaged at byte \(place ?? 0)") == true, "\(String(describing: error))")
  }

  @Test func `one program at a time writes a journal, and others may look`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/j.jsonl"
    do {
      var journal = try CampaignJournal.open(path) { _ in }
      try journal.append(Self.records)
      #expect(CampaignJournal.isHeld(path))
      #expect(try Self.read(path).count == Self.records.count)
      let error = #expect(throws: RefactoringError.self) { _ = try CampaignJournal.open(path) { _ in } }
      #expect(error?.code == .precondition)
      #expect(error?.description.contains("another run") == true)
      try journal.append([.ended(reason: "", time: 9)])
    }
    #expect(!CampaignJournal.isHeld(path))
    _ = try CampaignJournal.open(path) { _ in }
  }

  @Test func `a link in the place of a journal is not followed`() throws {
    let folder = try TemporaryFolder()
    try "mine".write(toFile: "\(folder.path)/other", atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/j.jsonl", withDestinationPath: "\(folder.path)/other")
    #expect(throws: RefactoringError.self) { _ = try CampaignJournal.open("\(folder.path)/j.jsonl") { _ in } }
    #expect(try String(contentsOfFile: "\(folder.path)/other", encoding: .utf8) == "mine")
  }
}
