#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A lock between processes, on a file beside what it guards; it goes with its owner, and with the process.
struct FolderLock: ~Copyable {
  enum Kind {
    case exclusive
    case shared
  }

  private let descriptor: CInt

  private init(descriptor: CInt) { self.descriptor = descriptor }

  /// Takes the lock when nobody has it; nil when somebody has.
  static func taken(_ path: String, _ kind: Kind) throws(VerificationError) -> FolderLock? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw VerificationError(
        .folder, "the lock \(String(reflecting: path)) cannot be opened: \(String(cString: strerror(errno)))")
    }
    // A file that was removed meanwhile locks nothing; whoever waits comes again.
    guard flock(descriptor, (kind == .exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0, isFile(descriptor, at: path)
    else {
      close(descriptor)
      return nil
    }
    return FolderLock(descriptor: descriptor)
  }

  /// Removes the file of a lock that nobody has and in which nothing stands, as in all of ours.
  static func removeIfFree(_ path: String) {
    guard let lock = try? taken(path, .exclusive) else { return }
    var status = stat()
    guard fstat(lock.descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size == 0,
      status.st_uid == geteuid()
    else { return }
    unlink(path)
    _ = consume lock
  }

  private static func isFile(_ descriptor: CInt, at path: String) -> Bool {
    var (held, there) = (stat(), stat())
    return fstat(descriptor, &held) == 0 && lstat(path, &there) == 0 && held.st_ino == there.st_ino
      && held.st_dev == there.st_dev
  }

  // Closing alone is not enough: a child that another thread is just starting has the descriptor too, until it becomes its
  // program.
  deinit {
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Takes the lock, and waits while another process has it.
  ///
  /// - Parameter deadline: when to give up.
  /// - Throws: `VerificationError` with code `.preparationFailed` at the deadline.
  static func waiting(
    for path: String, _ kind: Kind, until deadline: ContinuousClock.Instant
  ) async throws -> FolderLock {
    while true {
      if let lock = try taken(path, kind) { return lock }
      guard ContinuousClock.now < deadline else {
        throw VerificationError(
          .preparationFailed, "another run holds \(String(reflecting: path)) for too long; end it, or try again later")
      }
      // Waiting in the kernel would hold a thread that other tasks need, and could not be cancelled.
      try await Task.sleep(for: .milliseconds(50))
    }
  }
}
