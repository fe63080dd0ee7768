internal import GRDB

extension Store {
  /// The notes of a repository, the oldest first.
  ///
  /// - Throws: `StoreError`.
  package func notes(in repository: RepositoryKey) throws(StoreError) -> [MemoryNote] {
    try read { try Self.notes(in: repository, $0) }
  }

  /// Adds a note of the user's; one that an agent proposed in the same words is accepted by it.
  ///
  /// - Parameters:
  ///   - text: its lines become one.
  ///   - repository: what it is about.
  ///   - moment: when, in milliseconds since 1970.
  /// - Returns: the note, as it is kept.
  /// - Throws: `StoreError` with code `.refused` for an empty text, one that is too long, and where there is no room.
  package func addNote(_ text: String, in repository: RepositoryKey, at moment: Int) throws(StoreError) -> MemoryNote {
    let text = MemoryNote.normalized(text)
    guard !text.isEmpty else { throw StoreError(.refused, "a note without words is none") }
    guard text.utf8.count <= MemoryNote.textLimit else {
      throw StoreError(
        .refused, "the note has \(text.utf8.count) bytes; at most \(MemoryNote.textLimit) are kept, so say it shorter")
    }
    return try write { database in
      let known = try Self.notes(in: repository, database)
      if let note = known.first(where: { $0.text == text }) {
        return try note.isAccepted ? note : Self.accept(note, among: known, at: moment, database)
      }
      try Self.checkRoom(for: text, among: known)
      try database.execute(
        sql: "INSERT INTO notes (repository, text, author, source, is_accepted, time) VALUES (?, ?, ?, NULL, 1, ?)",
        arguments: [repository.text, text, MemoryNote.Author.user.rawValue, moment])
      return MemoryNote(
        id: Int(database.lastInsertedRowID), text: text, author: .user, isAccepted: true, time: moment)
    }
  }

  /// Keeps what an agent proposes, for the user to look at; of too many the oldest go, and what is known is passed over.
  ///
  /// - Parameters:
  ///   - text: its lines become one; what is too long is cut.
  ///   - source: in which run, in a few words.
  /// - Throws: `StoreError`.
  package func proposeNote(
    _ text: String, source: String, in repository: RepositoryKey, at moment: Int
  ) throws(StoreError) {
    var text = MemoryNote.normalized(text)
    while text.utf8.count > MemoryNote.textLimit { text.unicodeScalars.removeLast() }
    guard !text.isEmpty else { return }
    try write { database in
      try database.execute(
        sql: """
          INSERT OR IGNORE INTO notes (repository, text, author, source, is_accepted, time) VALUES (?, ?, ?, ?, 0, ?)
          """,
        arguments: [repository.text, text, MemoryNote.Author.agent.rawValue, source, moment])
      try database.execute(
        sql: """
          DELETE FROM notes WHERE repository = ? AND is_accepted = 0 AND id NOT IN
            (SELECT id FROM notes WHERE repository = ? AND is_accepted = 0 ORDER BY id DESC LIMIT ?)
          """,
        arguments: [repository.text, repository.text, MemoryNote.proposalLimit])
    }
  }

  /// Makes a proposal count.
  ///
  /// - Returns: the note; nil when there is none of that number.
  /// - Throws: `StoreError`, with code `.refused` where there is no room.
  package func acceptNote(
    _ id: Int, in repository: RepositoryKey, at moment: Int
  ) throws(StoreError) -> MemoryNote? {
    try write { database in
      let known = try Self.notes(in: repository, database)
      guard let note = known.first(where: { $0.id == id }) else { return nil }
      return try note.isAccepted ? note : Self.accept(note, among: known, at: moment, database)
    }
  }

  /// Forgets one note, or some.
  ///
  /// - Parameters:
  ///   - id: the note's number; nil for all.
  ///   - proposalsOnly: whether accepted notes stay.
  /// - Returns: how many there were.
  /// - Throws: `StoreError`.
  package func removeNotes(
    _ id: Int? = nil, proposalsOnly: Bool = false, in repository: RepositoryKey
  ) throws(StoreError) -> Int {
    try write { database in
      let conditions =
        ["repository = ?"] + (id == nil ? [] : ["id = ?"]) + (proposalsOnly ? ["is_accepted = 0"] : [])
      let arguments = StatementArguments([repository.text]) + StatementArguments(id.map { [$0] } ?? [])
      try database.execute(
        sql: "DELETE FROM notes WHERE \(conditions.joined(separator: " AND "))", arguments: arguments)
      return database.changesCount
    }
  }

  private static func notes(in repository: RepositoryKey, _ database: Database) throws -> [MemoryNote] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM notes WHERE repository = ? ORDER BY id", arguments: [repository.text]
    ).compactMap(MemoryNote.init)
  }

  private static func accept(
    _ note: MemoryNote, among known: [MemoryNote], at moment: Int, _ database: Database
  ) throws -> MemoryNote {
    try checkRoom(for: note.text, among: known)
    try database.execute(
      sql: "UPDATE notes SET is_accepted = 1, time = ? WHERE id = ?", arguments: [moment, note.id])
    return MemoryNote(
      id: note.id, text: note.text, author: note.author, source: note.source, isAccepted: true, time: moment)
  }

  private static func checkRoom(for text: String, among known: [MemoryNote]) throws(StoreError) {
    let size = known.filter(\.isAccepted).reduce(text.utf8.count) { $0 + $1.text.utf8.count }
    guard size <= MemoryNote.totalLimit else {
      throw StoreError(
        .refused,
        "the notes of this repository would have \(size) bytes together; at most \(MemoryNote.totalLimit) are kept, since "
          + "all of them stand in every prompt. Remove some first")
    }
  }
}

extension MemoryNote {
  /// Nil for a row that this program cannot have written; GRDB's own conversions would end the program on such a one.
  fileprivate init?(_ row: Row) {
    guard let id = Int.fromDatabaseValue(row["id"]), let text = String.fromDatabaseValue(row["text"]),
      let author = String.fromDatabaseValue(row["author"]).flatMap(Author.init(rawValue:)),
      let isAccepted = Bool.fromDatabaseValue(row["is_accepted"]), let time = Int.fromDatabaseValue(row["time"]),
      text.utf8.count <= Self.textLimit
    else { return nil }
    self.init(
      id: id, text: text, author: author, source: String.fromDatabaseValue(row["source"]), isAccepted: isAccepted,
      time: time)
  }
}
