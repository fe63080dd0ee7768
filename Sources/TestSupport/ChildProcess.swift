#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A started program, from `posix_spawn`: Foundation's `Process` does not bear being used by many threads at once.
struct ChildProcess: Sendable {
  let id: pid_t

  /// Starts a program with no signal blocked or ignored and no descriptor but its three streams, whatever threads and
  /// sockets the other tests have at this moment.
  ///
  /// - Parameters:
  ///   - path: the program's absolute path.
  ///   - arguments: without the program's own name.
  ///   - environment: all of its variables.
  ///   - folder: its working directory.
  ///   - streams: descriptors of its standard input, output and error; they stay open here.
  init(
    _ path: String, _ arguments: [String], environment: [String: String], folder: String, streams: [CInt]
  ) throws {
    // Changing the directory is not among the actions that all platforms show to Swift.
    let script = #"cd "$0" && unset PWD OLDPWD SHLVL && exec "$@""#
    let words = ["/bin/sh", "-c", script, folder, path] + arguments
    var id = pid_t()
    let code = Self.withCStrings(words) { words in
      Self.withCStrings(environment.map { "\($0)=\($1)" }) { Self.spawn(&id, words, $0, streams) }
    }
    guard code == 0 else {
      throw ProgramRunner.Failure(description: "\(path) cannot be started: \(String(cString: strerror(code)))")
    }
    self.id = id
  }

  /// Waits for the end without reaping, so that the number stays this program's own.
  func waitForEnd() {
    var information = siginfo_t()
    while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
  }

  /// Waits for the end: the exit code, or the signal that ended it.
  func reap() -> (exitCode: CInt?, signal: CInt?) {
    var status: CInt = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    // The low seven bits hold a signal's number, and the exit code stands above them.
    let signal = status & 0x7f
    return signal == 0 ? ((status >> 8) & 0xff, nil) : (nil, signal)
  }

  private static func spawn(
    _ id: inout pid_t, _ arguments: [UnsafeMutablePointer<CChar>?], _ environment: [UnsafeMutablePointer<CChar>?],
    _ streams: [CInt]
  ) -> CInt {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for (target, source) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, source, CInt(target))
    }
    var flags = CInt(POSIX_SPAWN_SETSIGDEF) | CInt(POSIX_SPAWN_SETSIGMASK)
    #if canImport(Darwin)
      flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      for other in 3..<CInt(min(1024, limit.rlim_cur)) { posix_spawn_file_actions_addclose(&actions, other) }
    #endif
    var (none, defaults) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigemptyset(&defaults)
    for number in [SIGHUP, SIGINT, SIGPIPE, SIGTERM] { sigaddset(&defaults, number) }
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    return posix_spawn(&id, "/bin/sh", &actions, &attributes, arguments, environment)
  }

  private static func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }
}
