import Foundation
import GRDB
import SourceText
import TestSupport
import Testing

@testable import Store

@Suite(.timeLimit(.minutes(1))) final class MemoryTests {
  private let folder: TemporaryFolder
  private let repository = RepositoryKey(commonFolder: "/projects/orders/.git")
  private let other = RepositoryKey(commonFolder: "/elsewhere/.git")

  init() throws { folder = try TemporaryFolder() }

  private var state: String { "\(folder.path)/fulcrum" }

  @Test func `notes are kept for their repository, each text once`() throws {
    let store = try Store(in: state)
    let note = try store.addNote("  Prices are\n in cents. ", in: repository, at: 5)
    #expect(note.text == "Prices are in cents.")
    #expect(try store.addNote("Prices are in cents.", in: repository, at: 6) == note)
    _ = try store.addNote("Dates are UTC.", in: repository, at: 7)
    #expect(try Store(in: state).notes(in: repository).map(\.text) == ["Prices are in cents.", "Dates are UTC."])
    #expect(try store.notes(in: other).isEmpty)
  }

  @Test(arguments: ["", " \n ", String(repeating: "x", count: 501)])
  func `a note without words, or with too many, is refused`(text: String) throws {
    let error = #expect(throws: StoreError.self) { try Store(in: state).addNote(text, in: repository, at: 1) }
    #expect(error?.code == .refused)
  }

  @Test func `all notes together have a limit, for proposals too`() throws {
    let store = try Store(in: state)
    for number in 0..<8 {
      _ = try store.addNote("\(number)" + String(repeating: "x", count: 499), in: repository, at: 1)
    }
    try store.proposeNote(String(repeating: "y", count: 200), source: "a test", in: repository, at: 1)
    let proposal = try #require(store.notes(in: repository).last)
    #expect(throws: StoreError.self) { try store.addNote(String(repeating: "z", count: 200), in: repository, at: 1) }
    #expect(throws: StoreError.self) { try store.acceptNote(proposal.id, in: repository, at: 1) }
    #expect(try store.notes(in: repository).filter(\.isAccepted).count == 8)
    _ = try store.addNote(String(repeating: "z", count: 200), in: other, at: 1)
  }

  @Test func `a proposal counts when the user accepts it, or says the same`() throws {
    let store = try Store(in: state)
    try store.proposeNote("One.", source: "the review of main", in: repository, at: 1)
    try store.proposeNote("Two.", source: "the review of main", in: repository, at: 1)
    let proposals = try store.notes(in: repository)
    #expect(proposals.map(\.isAccepted) == [false, false])
    #expect(proposals.map(\.source) == ["the review of main", "the review of main"])
    let accepted = try store.acceptNote(proposals[0].id, in: repository, at: 9)
    #expect(accepted?.isAccepted == true)
    #expect(accepted?.time == 9)
    #expect(accepted?.author == .agent)
    #expect(try store.addNote("Two.", in: repository, at: 10).id == proposals[1].id)
    #expect(try store.notes(in: repository).map(\.isAccepted) == [true, true])
    #expect(try store.acceptNote(proposals[0].id, in: other, at: 9) == nil)
    #expect(try store.acceptNote(99, in: repository, at: 9) == nil)
  }

  @Test func `of many proposals the newest stay, and none displaces a note`() throws {
    let store = try Store(in: state)
    _ = try store.addNote("Mine.", in: repository, at: 1)
    for number in 0..<50 { try store.proposeNote("proposal \(number)", source: "x", in: repository, at: 1) }
    try store.proposeNote("Mine.", source: "x", in: repository, at: 2)
    let notes = try store.notes(in: repository)
    #expect(notes.count == 1 + MemoryNote.proposalLimit)
    #expect(notes.first?.text == "Mine.")
    #expect(notes.first?.author == .user)
    #expect(notes.last?.text == "proposal 49")
  }

  @Test func `a proposal that is too long is cut between characters`() throws {
    let store = try Store(in: state)
    try store.proposeNote("x" + String(repeating: "\u{E9}", count: 400), source: "x", in: repository, at: 1)
    #expect(try store.notes(in: repository).first?.text.utf8.count == 499)
  }

  @Test func `one note is forgotten, or all proposals, or all, and of no other repository`() throws {
    let store = try Store(in: state)
    let first = try store.addNote("One.", in: repository, at: 1)
    _ = try store.addNote("Two.", in: repository, at: 1)
    try store.proposeNote("Three.", source: "x", in: repository, at: 1)
    _ = try store.addNote("Four.", in: other, at: 1)
    #expect(try store.removeNotes(first.id, in: other) == 0)
    #expect(try store.removeNotes(first.id, in: repository) == 1)
    #expect(try store.removeNotes(proposalsOnly: true, in: repository) == 1)
    #expect(try store.notes(in: repository).map(\.text) == ["Two."])
    #expect(try store.addNote("Five.", in: repository, at: 1).id > 3, "a number never comes to mean another note")
    #expect(try store.removeNotes(in: repository) == 2)
    #expect(try store.notes(in: other).count == 1)
  }

  @Test func `a store from before there were notes is brought up to date with what it holds`() throws {
    let rule = TrustSubject(.rule, "debug-leftover")
    do {
      let old = try Store(in: state, migrations: Array(StoreMigrations.all.prefix(1)))
      try old.record([TrustEvent(rule, isRight: true, weight: 1)], in: repository, at: 1)
    }
    let store = try Store(in: state)
    #expect(try store.trust(in: repository)[rule]?.rightCount == 1)
    _ = try store.addNote("One.", in: repository, at: 1)
    #expect(try store.notes(in: repository).count == 1)
    #expect(throws: StoreError.self) { try Store(in: state, migrations: Array(StoreMigrations.all.prefix(1))) }
  }

  @Test func `a row that makes no sense is passed over`() throws {
    let store = try Store(in: state)
    try store.write { database in
      try database.execute(
        sql: """
          INSERT INTO notes (repository, text, author, source, is_accepted, time) VALUES
            (?, 'a', 'nobody', NULL, 1, 1), (?, x'ff', 'user', NULL, 1, 'never'), (?, 'b', 'user', NULL, 1, 1)
          """, arguments: [repository.text, repository.text, repository.text])
    }
    #expect(try store.notes(in: repository).map(\.text) == ["b"])
  }
}
