import Foundation

/// Sockets on which somebody listens; what reaches one of them waits there, and is counted at the end.
final class Endpoints {
  private struct Failure: Error {
    let call: String
    let number: Int32
  }

  /// What stands for them in the words of an attack.
  let names: [String: String]

  /// Sockets that accept connections, and ones that take datagrams, by what they are called.
  private var listeners: [String: Int32] = [:]
  private var receivers: [String: Int32] = [:]

  /// - Parameter folder: where the sockets that have a path lie.
  init(in folder: String) throws {
    let abstract = "fulcrum-" + UUID().uuidString
    let (path, datagramPath) = (folder + "/socket", folder + "/datagrams")
    var listeners: [String: Int32] = [:]
    var receivers: [String: Int32] = [:]
    let (stream, streamPort) = try Self.loopback(Self.stream)
    let (datagram, datagramPort) = try Self.loopback(Self.datagram)
    listeners["TCP"] = stream
    receivers["UDP"] = datagram
    listeners["UNIX"] = try Self.local(Self.stream, path, isAbstract: false)
    receivers["UNIX datagrams"] = try Self.local(Self.datagram, datagramPath, isAbstract: false)
    #if os(Linux)
      listeners["abstract UNIX"] = try Self.local(Self.stream, abstract, isAbstract: true)
    #endif
    for (_, number) in listeners {
      guard listen(number, 16) == 0 else { throw Failure(call: "listen", number: errno) }
    }
    self.listeners = listeners
    self.receivers = receivers
    names = [
      "port": "\(streamPort)", "datagram-port": "\(datagramPort)", "socket": path, "datagram-socket": datagramPath,
      "abstract": abstract,
    ]
  }

  deinit {
    for number in Array(listeners.values) + Array(receivers.values) { close(number) }
  }

  /// Those that somebody has reached.
  var reached: [String] {
    let connected = listeners.filter { _, number in
      let connection = accept(number, nil, nil)
      if connection >= 0 { close(connection) }
      return connection >= 0
    }
    var byte: UInt8 = 0
    let received = receivers.filter { _, number in recv(number, &byte, 1, 0) >= 0 }
    return (Array(connected.keys) + Array(received.keys)).sorted()
  }

  // MARK: - Sockets

  #if canImport(Glibc)
    private static let stream = Int32(SOCK_STREAM.rawValue)
    private static let datagram = Int32(SOCK_DGRAM.rawValue)
  #else
    private static let stream = SOCK_STREAM
    private static let datagram = SOCK_DGRAM
  #endif

  private static func opened(_ family: Int32, _ type: Int32) throws -> Int32 {
    let number = socket(family, type, 0)
    guard number >= 0 else { throw Failure(call: "socket", number: errno) }
    _ = fcntl(number, F_SETFL, O_NONBLOCK)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    return number
  }

  private static func loopback(_ type: Int32) throws -> (Int32, UInt16) {
    let number = try opened(AF_INET, type)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    try bound(number, &address)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &size) }
    }
    guard result == 0 else { throw Failure(call: "getsockname", number: errno) }
    return (number, UInt16(bigEndian: address.sin_port))
  }

  private static func local(_ type: Int32, _ name: String, isAbstract: Bool) throws -> Int32 {
    let number = try opened(AF_UNIX, type)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = (isAbstract ? [0] : []) + Array(name.utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes.prefix($0.count - 1)) }
    let length = MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + bytes.count + (isAbstract ? 0 : 1) }
    try bound(number, &address, length: length)
    return number
  }

  private static func bound<Address>(_ number: Int32, _ address: inout Address, length: Int? = nil) throws {
    let size = socklen_t(length ?? MemoryLayout<Address>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(number, $0, size) }
    }
    guard result == 0 else { throw Failure(call: "bind", number: errno) }
  }
}
