internal import GRDB

extension Store {
  /// Milliseconds after which evidence may count again: half a year.
  private static let memoryOfEvidence = 182 * 24 * 3600 * 1000

  /// What is known of the subjects of a repository, each as of its latest evidence.
  ///
  /// - Throws: `StoreError`.
  package func trust(in repository: RepositoryKey) throws(StoreError) -> [TrustSubject: Trust] {
    try read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM trust WHERE repository = ?", arguments: [repository.text])
      var known: [TrustSubject: Trust] = [:]
      for row in rows {
        // A row that makes no sense, as after somebody's own edit, is passed over.
        guard let kind = String.fromDatabaseValue(row["kind"]).flatMap(TrustSubject.Kind.init(rawValue:)),
          let name = String.fromDatabaseValue(row["subject"]), let trust = Trust(row)
        else { continue }
        known[TrustSubject(kind, name)] = trust
      }
      return known
    }
  }

  /// Adds evidence; what has an identity that was counted already is passed over.
  ///
  /// - Parameters:
  ///   - events: what was seen, at one moment.
  ///   - repository: where.
  ///   - moment: when, in milliseconds since 1970.
  /// - Throws: `StoreError`; then nothing was added.
  package func record(
    _ events: [TrustEvent], in repository: RepositoryKey, at moment: Int
  ) throws(StoreError) {
    try write { database in
      try database.execute(
        sql: "DELETE FROM counted_evidence WHERE time < ?", arguments: [moment - Self.memoryOfEvidence])
      for event in events {
        guard try Self.isNew(event, in: repository, at: moment, database) else { continue }
        var trust = try Self.trust(of: event.subject, in: repository, database) ?? Trust()
        trust.record(isRight: event.isRight, weight: event.weight, at: moment)
        try Self.keep(trust, of: event.subject, in: repository, database)
      }
    }
  }

  /// Forgets what is known of one subject, or of all of a repository.
  ///
  /// - Parameter name: the subject's name; nil for all.
  /// - Returns: how many were known.
  /// - Throws: `StoreError`.
  package func forgetTrust(of name: String?, in repository: RepositoryKey) throws(StoreError) -> Int {
    try write { database in
      let condition = "repository = ?" + (name == nil ? "" : " AND subject = ?")
      let arguments = StatementArguments([repository.text] + (name.map { [$0] } ?? []))
      try database.execute(sql: "DELETE FROM counted_evidence WHERE \(condition)", arguments: arguments)
      try database.execute(sql: "DELETE FROM trust WHERE \(condition)", arguments: arguments)
      return database.changesCount
    }
  }

  private static func isNew(
    _ event: TrustEvent, in repository: RepositoryKey, at moment: Int, _ database: Database
  ) throws -> Bool {
    guard let identity = event.identity else { return true }
    try database.execute(
      sql: "INSERT OR IGNORE INTO counted_evidence VALUES (?, ?, ?, ?, ?)",
      arguments: [repository.text, event.subject.kind.rawValue, event.subject.name, identity, moment])
    return database.changesCount > 0
  }

  private static func trust(
    of subject: TrustSubject, in repository: RepositoryKey, _ database: Database
  ) throws -> Trust? {
    let row = try Row.fetchOne(
      database, sql: "SELECT * FROM trust WHERE repository = ? AND kind = ? AND subject = ?",
      arguments: [repository.text, subject.kind.rawValue, subject.name])
    return row.flatMap(Trust.init)
  }

  private static func keep(
    _ trust: Trust, of subject: TrustSubject, in repository: RepositoryKey, _ database: Database
  ) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO trust VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        repository.text, subject.kind.rawValue, subject.name, trust.successes, trust.failures, trust.streak,
        trust.rightCount, trust.wrongCount, trust.time, trust.lastFailure,
      ])
  }
}

extension Trust {
  /// Nil for a row that this program cannot have written; GRDB's own conversions would end the program on such a one.
  fileprivate init?(_ row: Row) {
    guard let successes = Double.fromDatabaseValue(row["successes"]),
      let failures = Double.fromDatabaseValue(row["failures"]), let streak = Double.fromDatabaseValue(row["streak"]),
      let rightCount = Int.fromDatabaseValue(row["right_count"]),
      let wrongCount = Int.fromDatabaseValue(row["wrong_count"]), let time = Int.fromDatabaseValue(row["time"])
    else { return nil }
    self.init(
      successes: successes, failures: failures, streak: streak, rightCount: rightCount, wrongCount: wrongCount,
      time: time, lastFailure: Int.fromDatabaseValue(row["last_failure"]))
  }
}
