internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A folder of this user's alone for a run that may be killed at any moment and taken up again: a journal that only grows,
/// and documents that are written once.
///
/// It is locked while it is open, and the kernel takes the lock back when the process ends.
package final class RunFolder: Sendable {
  package let path: String

  /// The lines that the journal held when it was opened, without their line feeds and without a last one that was torn.
  package let lines: [[UInt8]]

  private let folder: PrivateFolder
  private let lock: JournalLock
  private let journal: OwnedDescriptor

  /// Bytes of whole lines in the journal.
  private let length: Mutex<Int>

  static let journalName = "journal.jsonl"

  /// What stays when the folder is emptied.
  private static let own: Set<String> = [journalName, "lock"]
  private static let sizeLimit = 1 << 30

  /// Opens the folder of a run, and makes it where it is missing.
  ///
  /// - Parameters:
  ///   - path: absolute.
  ///   - place: what the run works on, for the error.
  /// - Throws: `EditingError`: `.busy` when another process has it open, `.inputOutput` when the system refuses.
  package init(_ path: String, for place: String) throws(EditingError) {
    self.path = path
    folder = try PrivateFolder(path)
    lock = try JournalLock.taken(in: folder, for: place)
    do throws(SystemFault) {
      journal = try folder.descriptor.opened(Self.journalName, O_RDWR | O_CREAT | O_APPEND, mode: 0o600)
      try folder.descriptor.synchronize()
      guard let bytes = try journal.content(limit: Self.sizeLimit, expecting: 4096) else {
        throw SystemFault(code: EFBIG)
      }
      var whole = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
      // What follows the last line feed was never finished.
      let torn = whole.popLast()?.count ?? 0
      if torn > 0 {
        try Self.cut(journal, to: bytes.count - torn)
      }
      lines = whole
      length = Mutex(bytes.count - torn)
    } catch {
      throw error.error("open", path)
    }
  }

  /// Adds a line to the journal; it lies on the disk when this returns.
  ///
  /// - Parameter line: without a line feed in it.
  /// - Throws: `EditingError`; the line is then taken back if that is possible.
  package func append(_ line: [UInt8]) throws(EditingError) {
    let bytes = line + [UInt8(ascii: "\n")]
    do throws(SystemFault) {
      try length.withLock { length throws(SystemFault) in
        do throws(SystemFault) {
          try journal.write(bytes)
          try journal.synchronize()
        } catch {
          try? Self.cut(journal, to: length)
          throw error
        }
        length += bytes.count
      }
    } catch {
      throw error.error("write", "\(path)/\(Self.journalName)")
    }
  }

  /// Writes a document whole or not at all, in the place of one with the same name; it lies on the disk when this returns.
  ///
  /// - Throws: `EditingError`.
  package func write(_ bytes: [UInt8], as name: String) throws(EditingError) {
    let new = "\(name).new"
    do throws(SystemFault) {
      try tolerating(ENOENT) { () throws(SystemFault) in try folder.descriptor.remove(new) }
      try folder.write(bytes, as: new)
      let number = folder.descriptor.number
      try uninterrupted { renameat(number, new, number, name) }
      try folder.descriptor.synchronize()
    } catch {
      throw error.error("write", "\(path)/\(name)")
    }
  }

  /// Reads a document; nil when it is not there.
  ///
  /// - Throws: `EditingError`.
  package func content(of name: String, limit: Int) throws(EditingError) -> [UInt8]? {
    do throws(SystemFault) {
      return try folder.content(of: name, limit: limit)
    } catch {
      throw error.error("read", "\(path)/\(name)")
    }
  }

  /// Empties the journal and removes all documents, so that a run begins anew.
  ///
  /// The journal goes first: documents that no journal names are nobody's.
  ///
  /// - Throws: `EditingError`.
  package func empty() throws(EditingError) {
    do throws(SystemFault) {
      try length.withLock { length throws(SystemFault) in
        try Self.cut(journal, to: 0)
        length = 0
      }
      for name in try folder.descriptor.names(limit: .max).compactMap(\.text) where !Self.own.contains(name) {
        try folder.descriptor.remove(name)
      }
    } catch {
      throw error.error("clear up", path)
    }
  }

  /// Removes the folder; the journal goes first, so that what is left of it is that of a run which was never begun.
  func remove(_ name: String, from parent: PrivateFolder) throws {
    try tolerating(ENOENT) { () throws(SystemFault) in try folder.descriptor.remove(Self.journalName) }
    try parent.removeFolder(name)
  }

  private static func cut(_ journal: borrowing OwnedDescriptor, to length: Int) throws(SystemFault) {
    let number = journal.number
    try uninterrupted { ftruncate(number, off_t(length)) }
    try journal.synchronize()
  }
}
