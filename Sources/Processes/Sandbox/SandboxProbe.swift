#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What the child of the self-test tries.
enum SandboxProbe: String, CaseIterable {
  /// The one thing that must work.
  case writeInside = "write inside"
  case writeOutside = "write outside"
  case readOutside = "read outside"
  case connect = "connect"
  case connectLocally = "connect to a local socket"
  case signal = "signal"

  /// The first argument of the child.
  static let word = "fulcrum-sandbox-self-test"

  /// What the child is told.
  struct Targets {
    /// A folder that it may write.
    var inside: String

    /// A folder that it may not touch, with a file `sentinel` and a socket `socket`.
    var outside: String

    /// A port of this machine on which somebody listens.
    var port: UInt16

    /// The process that started the test.
    var process: Int32

    var arguments: [String] { [inside, outside, "\(port)", "\(process)"] }

    init(inside: String, outside: String, port: UInt16, process: Int32) {
      self.inside = inside
      self.outside = outside
      self.port = port
      self.process = process
    }

    init?(_ arguments: [String]) {
      guard arguments.count == 4, let port = UInt16(arguments[2]), let process = Int32(arguments[3]) else { return nil }
      self.init(inside: arguments[0], outside: arguments[1], port: port, process: process)
    }
  }

  /// Tries everything, writes the error number of each attempt on a line, 0 for one that worked, and ends.
  static func attemptAll(_ arguments: [String]) -> Never {
    guard let targets = Targets(arguments) else { _exit(2) }
    let lines = allCases.map { "\($0.attempt(targets))\n" }.joined()
    let bytes = Array(lines.utf8)
    _exit(write(STDOUT_FILENO, bytes, bytes.count) == bytes.count ? 0 : 1)
  }

  /// Tries it.
  ///
  /// - Returns: 0 if it worked, else the error number.
  private func attempt(_ targets: Targets) -> Int32 {
    switch self {
    case .writeInside: Self.opening(targets.inside + "/written", O_WRONLY | O_CREAT)
    case .writeOutside: Self.opening(targets.outside + "/written", O_WRONLY | O_CREAT)
    case .readOutside: Self.opening(targets.outside + "/sentinel", O_RDONLY)
    case .connect: ProbeSocket.connect(toPort: targets.port)
    case .connectLocally: ProbeSocket.connect(toPath: targets.outside + "/socket")
    case .signal: kill(targets.process, 0) == 0 ? 0 : errno
    }
  }

  private static func opening(_ path: String, _ flags: Int32) -> Int32 {
    let file = open(path, flags | O_CLOEXEC, 0o600)
    guard file >= 0 else { return errno }
    close(file)
    return 0
  }

  /// Whether an error number says that the kernel refused it, and not that something else stood in the way.
  ///
  /// - Parameter level: with namespaces, what is outside is not there at all.
  func isRefusal(_ number: Int32, at level: SandboxLevel) -> Bool {
    if number == EPERM || number == EACCES { return true }
    guard level == .bubblewrap else { return false }
    return switch self {
    case .writeInside: false
    case .writeOutside, .readOutside, .connectLocally: number == ENOENT
    case .connect: number == ENETUNREACH || number == ECONNREFUSED
    case .signal: number == ESRCH
    }
  }
}
