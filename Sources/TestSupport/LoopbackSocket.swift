#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// One connection of a `LoopbackServer`, on the server's side; it does not own its descriptor.
struct LoopbackSocket {
  private let descriptor: CInt
  private var received: [UInt8] = []

  init(_ descriptor: CInt) {
    self.descriptor = descriptor
    var yes: CInt = 1
    setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<CInt>.size))
    #if canImport(Darwin)
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<CInt>.size))
    #endif
  }

  /// The next request's head, without its blank line, its body, and when its first byte had come; nil at the connection's
  /// end.
  mutating func readRequest() -> (head: String, body: [UInt8], began: ContinuousClock.Instant)? {
    let blankLine = Array("\r\n\r\n".utf8)
    var searched = 0
    var headEnd: Int?
    var began: ContinuousClock.Instant?
    while headEnd == nil {
      if received.count >= 4 {
        headEnd = (searched...(received.count - 4)).first { received[$0..<($0 + 4)].elementsEqual(blankLine) }
        searched = received.count - 3
      }
      if !received.isEmpty { began = began ?? .now }
      if headEnd == nil, !receive() { return nil }
    }
    guard let headEnd, let began else { return nil }
    let head = String(decoding: received[..<headEnd], as: UTF8.self)
    let length = head.split(separator: "\r\n").map { $0.lowercased() }
      .first { $0.hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).filter { $0 != " " }) }
    let end = headEnd + 4 + (length ?? 0)
    while received.count < end {
      if !receive() { return nil }
    }
    let body = Array(received[(headEnd + 4)..<end])
    // The room stays, so that the next request has it already.
    received.replaceSubrange(..<end, with: [])
    return (head, body, began)
  }

  /// Sends all bytes; false when the other side has closed.
  func send(_ bytes: [UInt8]) -> Bool {
    #if canImport(Darwin)
      let flags: CInt = 0
    #else
      let flags = CInt(MSG_NOSIGNAL)
    #endif
    return bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = systemSend(descriptor, UnsafeRawBufferPointer(rebasing: rest), flags)
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  /// Whether bytes can be sent, or the connection has ended, within some milliseconds.
  func canSend(within milliseconds: CInt) -> Bool {
    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&ready, 1, milliseconds) > 0
  }

  /// Returns when the other side has closed.
  func waitForClose() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while recv(descriptor, &buffer, buffer.count, 0) > 0 {}
  }

  /// Makes the coming close an RST.
  func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  private mutating func receive() -> Bool {
    let descriptor = descriptor
    let piece = 64 << 10
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: piece) { buffer in
      let count = recv(descriptor, buffer.baseAddress, piece, 0)
      guard count > 0 else { return false }
      received.append(contentsOf: buffer[..<count])
      return true
    }
  }
}

private func systemSend(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer, _ flags: CInt) -> Int {
  send(descriptor, bytes.baseAddress, bytes.count, flags)
}
