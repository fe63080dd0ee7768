#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The journal of one shard: a file of lines that only grows, and that one program at a time writes.
///
/// What is begun and what has ended lies on the disk before the program goes on.
package struct CampaignJournal: ~Copyable, Sendable {
  package let path: String

  private let descriptor: Int32

  /// Bytes of whole records.
  private var length = 0

  // Closing alone would not free the lock while a child that another thread is just starting has the descriptor too.
  deinit {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  private init(_ descriptor: Int32, _ path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Opens a shard's journal for writing, and makes it if it is missing.
  ///
  /// The lock is on the journal itself, so that a copy of it is no second journal of the same lock; the kernel takes it back
  /// when the process ends. A last line that was never finished is cut off.
  ///
  /// - Parameters:
  ///   - path: absolute; its folder is there.
  ///   - record: is given what the journal holds, record by record.
  /// - Throws: `RefactoringError` with code `.precondition` while another program holds it, `.folder` for trouble with the
  ///   file.
  package static func open(
    _ path: String, record: (CampaignRecord) -> Void
  ) throws(RefactoringError) -> CampaignJournal {
    var journal = CampaignJournal(
      try opened(path, O_RDWR | O_APPEND | O_CREAT), path)
    var tries = 0
    while flock(journal.descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK else { throw fault(path, "locked") }
      tries += 1
      // Somebody who only looks whether it is held has it for an instant.
      if tries < 10 {
        usleep(20_000)
        continue
      }
      throw RefactoringError(
        .precondition,
        "another run works on this shard (its journal \(String(reflecting: path)) is locked); wait for its end, or look on "
          + "with --status")
    }
    journal.length = try Self.read(from: journal.descriptor, path, record)
    guard ftruncate(journal.descriptor, off_t(journal.length)) == 0 else { throw fault(path, "shortened") }
    return journal
  }

  /// Reads a journal, also while another program writes it.
  ///
  /// - Parameter record: is given each whole record.
  /// - Throws: `RefactoringError` when it is not there, cannot be read, or is damaged before its end.
  package static func read(_ path: String, record: (CampaignRecord) -> Void) throws(RefactoringError) {
    let descriptor = try opened(path, O_RDONLY)
    defer { close(descriptor) }
    _ = try read(from: descriptor, path, record)
  }

  /// Whether a program works on the shard now, here or wherever this file system's locks reach.
  package static func isHeld(_ path: String) -> Bool {
    guard let descriptor = try? opened(path, O_RDONLY) else { return false }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else {
      flock(descriptor, LOCK_UN)
      return false
    }
    return errno == EWOULDBLOCK
  }

  /// Throws away what the journal holds, for a campaign that begins anew.
  mutating func clear() throws(RefactoringError) {
    guard ftruncate(descriptor, 0) == 0 else { throw Self.fault(path, "emptied") }
    length = 0
  }

  /// Adds records; they lie on the disk when this returns.
  ///
  /// - Parameter isSynchronized: whether to wait for the disk; what is only good to know need not.
  /// - Throws: `RefactoringError` with code `.folder`; the records are then taken back if that is possible.
  package mutating func append(
    _ records: [CampaignRecord], isSynchronized: Bool = true
  ) throws(RefactoringError) {
    let bytes = records.flatMap(\.line)
    do throws(RefactoringError) {
      try write(bytes)
      if isSynchronized { try synchronize() }
    } catch {
      _ = ftruncate(descriptor, off_t(length))
      throw error
    }
    length += bytes.count
  }

  private func write(_ bytes: [UInt8]) throws(RefactoringError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      #if canImport(Darwin)
        let count = rest.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
      #elseif canImport(Musl)
        let count = rest.withUnsafeBytes { Musl.write(descriptor, $0.baseAddress, $0.count) }
      #else
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      #endif
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.fault(path, "written") }
      rest = rest.dropFirst(count)
    }
  }

  private func synchronize() throws(RefactoringError) {
    #if canImport(Darwin)
      // fsync alone leaves it in the drive's cache; not every file system knows the better call.
      if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
    #endif
    guard fsync(descriptor) == 0 else { throw Self.fault(path, "written to the disk") }
  }

  /// - Returns: bytes of whole records.
  private static func read(
    from descriptor: Int32, _ path: String, _ record: (CampaignRecord) -> Void
  ) throws(RefactoringError) -> Int {
    var length = 0
    var damage: Int?
    _ = try JournalLines.forEach(in: descriptor, named: path) { line, end throws(RefactoringError) in
      if let damage {
        throw RefactoringError(
          .folder,
          "the journal \(String(reflecting: path)) is damaged at byte \(damage); look at that line, then take it out or "
            + "move the file away")
      }
      if let found = CampaignRecord(line) {
        record(found)
        length = end
      } else {
        // The last line may have been torn by a crash; any other was not.
        damage = end - line.count - 1
      }
      return true
    }
    return length
  }

  private static func opened(_ path: String, _ flags: Int32) throws(RefactoringError) -> Int32 {
    while true {
      #if canImport(Darwin)
        let descriptor = Darwin.open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
      #elseif canImport(Musl)
        let descriptor = Musl.open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
      #else
        let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
      #endif
      if descriptor >= 0 { return descriptor }
      guard errno == EINTR else { throw fault(path, "opened") }
    }
  }

  private static func fault(_ path: String, _ attempt: String) -> RefactoringError {
    let words = String(cString: strerror(errno))
    let advice = errno == ENOSPC || errno == EDQUOT ? "; make room, then go on with --resume" : ""
    return RefactoringError(
      .folder, "the journal \(String(reflecting: path)) cannot be \(attempt): \(words)\(advice)")
  }
}
