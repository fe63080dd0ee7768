#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Keeps other runs away from a journal for as long as it lives; the kernel takes it back when the process ends.
struct JournalLock: ~Copyable, Sendable {
  private let file: OwnedDescriptor

  // Closing alone is not enough: a child that another thread is just starting has the descriptor too, until it becomes its
  // program.
  deinit { _ = flock(file.number, LOCK_UN) }

  /// - Parameters:
  ///   - folder: where the journal is.
  ///   - place: what is being edited, for the error.
  /// - Throws: `EditingError` with code `.busy` when another run holds the lock.
  static func taken(in folder: PrivateFolder, for place: String) throws(EditingError) -> JournalLock {
    let file = try opened(in: folder)
    do {
      try uninterrupted { flock(file.number, LOCK_EX | LOCK_NB) }
      try uninterrupted { ftruncate(file.number, 0) }
      try file.write(Array("\(getpid()) \(now)\n".utf8))
    } catch {
      guard error.code == EWOULDBLOCK else { throw error.error("lock", "\(folder.path)/lock") }
      let holder = (try? file.content(limit: 200, expecting: 100)).flatMap { $0 } ?? []
      throw EditingError(
        .busy, "another run\(description(of: holder)) is editing \(quoted(place)); wait for its end, or end it")
    }
    return JournalLock(file: file)
  }

  private static func opened(in folder: PrivateFolder) throws(EditingError) -> OwnedDescriptor {
    do {
      return try folder.descriptor.opened("lock", O_RDWR | O_CREAT, mode: 0o600)
    } catch {
      throw error.error("open", "\(folder.path)/lock")
    }
  }

  private static func description(of holder: [UInt8]) -> String {
    let words = String(decoding: holder, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    guard words.count == 2, let process = Int32(words[0]) else { return "" }
    return " (process \(process), since \(words[1].prefix(20)))"
  }

  /// The time of day in Greenwich, as ISO 8601 has it.
  private static var now: String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func padded(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    let day = "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
    return "\(day)T\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))Z"
  }
}
