internal import GRDB

/// What the programs of the suite remember from run to run: one SQLite file of the user's.
///
/// It is opened only by who has something to read or to write, since opening takes milliseconds and memory. Several
/// programs may have it open at once. A file that is damaged, no store, or a newer program's is refused and left as it is.
package final class Store: Sendable {
  private let file: StoreFile
  private let connection: DatabaseQueue

  /// How long another program's writing is waited for, in seconds.
  private static let patience = 5.0

  /// Whether there is a store in a folder, without opening it.
  package static func exists(in folder: String) -> Bool { StoreFile(folder: folder).exists }

  /// Opens the store, and makes it where there is none.
  ///
  /// - Parameter folder: the absolute path of the folder that holds it; made if absent.
  /// - Throws: `StoreError`.
  package convenience init(in folder: String) throws(StoreError) {
    try self.init(in: folder, migrations: StoreMigrations.all)
  }

  init(in folder: String, migrations: [StoreMigrations.Step]) throws(StoreError) {
    file = StoreFile(folder: folder)
    try file.prepare()
    var configuration = Configuration()
    configuration.label = "store"
    configuration.busyMode = .timeout(Self.patience)
    do {
      connection = try DatabaseQueue(path: file.path, configuration: configuration)
      try StoreMigrations.bringUpToDate(connection, file, steps: migrations)
    } catch {
      throw Self.error(error, file)
    }
  }

  /// Reads in one state of the store.
  func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do { return try connection.read(body) } catch { throw Self.error(error, file) }
  }

  /// Reads and writes in one transaction that no other program's comes between.
  func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do { return try connection.write(body) } catch { throw Self.error(error, file) }
  }

  /// The error in words for the user.
  private static func error(_ error: any Error, _ file: StoreFile) -> StoreError {
    if let error = error as? StoreError { return error }
    let path = String(reflecting: file.path)
    guard let error = error as? DatabaseError else {
      return StoreError(.unavailable, "the store \(path) cannot be used: \(error)")
    }
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      return StoreError(
        .unreadable, "the store \(path) is damaged; it was left as it is. Move it away to begin with a new one")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return StoreError(.unavailable, "the store \(path) is being written by another program; try again")
    case .SQLITE_READONLY:
      return StoreError(.unavailable, "the store \(path) cannot be written: it lies where nothing may be written")
    case .SQLITE_FULL: return StoreError(.unavailable, "the store \(path) cannot be written: the disk is full")
    default:
      return StoreError(.unavailable, "the store \(path) cannot be used: \(error.message ?? "\(error.resultCode)")")
    }
  }
}
