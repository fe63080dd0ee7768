internal import GRDB

/// The steps that made the store's tables what they are; a step that was released never changes.
enum StoreMigrations {
  typealias Step = @Sendable (Database) throws -> Void

  /// Marks a file as ours (SQLite's `application_id`): the letters FLCM.
  static let applicationID = 0x464C_434D

  /// The version of a file is the number of steps that it has been through.
  static let all: [Step] = [
    { database in
      try database.execute(
        sql: """
          CREATE TABLE trust (
            repository TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
            successes REAL NOT NULL, failures REAL NOT NULL, streak REAL NOT NULL,
            right_count INTEGER NOT NULL, wrong_count INTEGER NOT NULL,
            time INTEGER NOT NULL, last_failure INTEGER,
            PRIMARY KEY (repository, kind, subject)
          ) WITHOUT ROWID;
          CREATE TABLE counted_evidence (
            repository TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, identity TEXT NOT NULL,
            time INTEGER NOT NULL,
            PRIMARY KEY (repository, kind, subject, identity)
          ) WITHOUT ROWID;
          CREATE INDEX counted_evidence_by_time ON counted_evidence (time);
          """)
    },
    { database in
      // AUTOINCREMENT: a number that a user has seen never comes to mean another note.
      try database.execute(
        sql: """
          CREATE TABLE notes (
            id INTEGER PRIMARY KEY AUTOINCREMENT, repository TEXT NOT NULL, text TEXT NOT NULL,
            author TEXT NOT NULL, source TEXT, is_accepted INTEGER NOT NULL, time INTEGER NOT NULL,
            UNIQUE (repository, text)
          );
          """)
    },
  ]

  /// Takes a file through the steps that it has not been through.
  static func bringUpToDate(_ connection: DatabaseQueue, _ file: StoreFile, steps: [Step]) throws {
    let found = try connection.read { try version(in: $0, file, newest: steps.count) }
    try connection.writeWithoutTransaction { database in
      do {
        try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        // Another program is about to make the same file, and sets it; all works without it too, more slowly.
      }
    }
    guard found < steps.count else { return }
    try connection.write { database in
      // Another program may have done it in the meantime.
      let version = try version(in: database, file, newest: steps.count)
      for step in steps.dropFirst(version) { try step(database) }
      try database.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(steps.count);")
    }
  }

  /// The version of a file; 0 for an empty one.
  ///
  /// - Throws: `StoreError` for a file that is no store, or a newer program's.
  private static func version(in database: Database, _ file: StoreFile, newest: Int) throws -> Int {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let path = String(reflecting: file.path)
    if application != applicationID {
      let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      guard application == 0, version == 0, tables == 0 else {
        throw StoreError(.unreadable, "\(path) is no store of this program; it was left as it is. Move it away")
      }
    }
    guard version <= newest else {
      throw StoreError(
        .unreadable,
        "the store \(path) was written by a newer version of this program (\(version), this one knows \(newest)); "
          + "it was left as it is. Use the newer version")
    }
    return version
  }
}
