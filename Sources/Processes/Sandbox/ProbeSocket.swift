#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A socket on which the self-test listens, to see whether its child gets through.
///
/// Where this process itself may not listen, nobody does; then what the child is told counts alone.
struct ProbeSocket: ~Copyable {
  /// -1 when nobody listens.
  private let descriptor: Int32

  /// The port, for a socket of the internet; 0 for another.
  private(set) var port: UInt16 = 0

  /// Listens on a free port of this machine.
  init(onLoopback: Void) {
    var address = Self.loopback(port: 0)
    descriptor = Self.listening(AF_INET, &address)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { [descriptor] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    // Without a listener a port on which hardly anybody listens.
    port = result == 0 ? UInt16(bigEndian: address.sin_port) : 1
  }

  /// Listens at a path, unless it is too long for a socket.
  init(atPath path: String) {
    if var address = Self.local(path) {
      descriptor = Self.listening(AF_UNIX, &address)
    } else {
      descriptor = -1
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether somebody has connected.
  var hasCaller: Bool {
    var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&source, 1, 0) > 0
  }

  /// Connects to a port of this machine.
  ///
  /// - Returns: 0 if that worked, else the error number.
  static func connect(toPort port: UInt16) -> Int32 {
    var address = loopback(port: port)
    return connect(AF_INET, &address)
  }

  /// Connects to a socket at a path.
  ///
  /// - Returns: 0 if that worked, else the error number.
  static func connect(toPath path: String) -> Int32 {
    guard var address = local(path) ?? local("/") else { return ENAMETOOLONG }
    return connect(AF_UNIX, &address)
  }

  private static func listening<Address>(_ family: Int32, _ address: inout Address) -> Int32 {
    guard let socket = socket(family) else { return -1 }
    if withAddress(&address, { bind(socket, $0, $1) }) == 0, listen(socket, 4) == 0 { return socket }
    close(socket)
    return -1
  }

  private static func connect<Address>(_ family: Int32, _ address: inout Address) -> Int32 {
    guard let socket = socket(family) else { return errno }
    defer { close(socket) }
    #if canImport(Darwin)
      let result = withAddress(&address) { Darwin.connect(socket, $0, $1) }
    #else
      let result = withAddress(&address) { Glibc.connect(socket, $0, $1) }
    #endif
    return result == 0 ? 0 : errno
  }

  private static func socket(_ family: Int32) -> Int32? {
    #if canImport(Darwin)
      let descriptor = Darwin.socket(family, SOCK_STREAM, 0)
    #else
      let descriptor = Glibc.socket(family, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  private static func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private static func local(_ path: String) -> sockaddr_un? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    return withUnsafeMutableBytes(of: &address.sun_path) { place in
      guard bytes.count < place.count else { return false }
      place.copyBytes(from: bytes)
      return true
    } ? address : nil
  }

  private static func withAddress<Address>(
    _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<Address>.size)) }
    }
  }
}
