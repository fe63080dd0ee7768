internal import CLibcurl
internal import CLibcurlShims

/// One request on its way, confined to the loop's thread.
final class Transfer {
  let channel: ResponseChannel
  let address: HTTPAddress
  let easy: EasyHandle

  private let deadlines: Deadlines
  private var parser: ResponseHeadParser
  private let start = ContinuousClock.now
  private var lastActivity = ContinuousClock.now
  private var uploaded: curl_off_t = 0
  private var isPaused = false

  /// Why a receiver stopped the transfer.
  private var refusal: HTTPError?

  init(
    _ request: HTTPRequest, to address: HTTPAddress, channel: ResponseChannel, configuration: HTTPClient.Configuration
  ) throws(HTTPError) {
    self.channel = channel
    self.address = address
    deadlines = request.deadlines
    parser = ResponseHeadParser(limit: configuration.maximumHeaderSize)
    easy = try EasyHandle(for: request)
    try easy.configure(request, to: address, configuration: configuration)
    // The loop holds this object until it has removed the handle, so the pointer outlives the transfer.
    let context = Unmanaged.passUnretained(self).toOpaque()
    try easy.setReceivers(
      header: { bytes, _, count, context in Transfer.receive(bytes, count, context) { $0.receiveHeader($1) } },
      body: { bytes, _, count, context in Transfer.receive(bytes, count, context) { $0.receiveBody($1) } },
      context: context)
  }

  /// Lets libcurl deliver again; it may call the receivers from in here.
  func resume() {
    guard isPaused else { return }
    isPaused = false
    lastActivity = .now
    curl_easy_pause(easy.pointer, CURLPAUSE_CONT)
  }

  /// Tells the reader how libcurl ended the transfer.
  func finish(_ result: CURLcode) {
    guard result != CURLE_OK else { return channel.finish() }
    channel.finish(refusal ?? HTTPError(result, detail: easy.errorDescription, address: address))
  }

  /// When the transfer must be looked at again, at the latest.
  var nextDeadline: ContinuousClock.Instant? {
    let idle = isPaused ? nil : lastActivity + deadlines.idle
    let overall = deadlines.overall.map { start + $0 }
    return [idle, overall].compactMap { $0 }.min()
  }

  /// The error for a deadline that has passed; bytes of the request that went out since the last look count as activity.
  func expired(at now: ContinuousClock.Instant) -> HTTPError? {
    if let overall = deadlines.overall, start + overall <= now {
      return HTTPError(.overallTimeout, "the exchange with \(address) took longer than \(overall)")
    }
    let uploaded = fulcrum_curl_uploaded(easy.pointer)
    if uploaded != self.uploaded {
      self.uploaded = uploaded
      lastActivity = now
    }
    guard !isPaused, lastActivity + deadlines.idle <= now else { return nil }
    return HTTPError(.idleTimeout, "no byte from \(address) for \(deadlines.idle)")
  }

  private static func receive(
    _ bytes: UnsafeMutablePointer<CChar>, _ count: Int, _ context: UnsafeMutableRawPointer?,
    _ receiver: (Transfer, UnsafeBufferPointer<UInt8>) -> Int
  ) -> Int {
    guard let context else { return 0 }
    return bytes.withMemoryRebound(to: UInt8.self, capacity: count) {
      receiver(
        Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue(), UnsafeBufferPointer(start: $0, count: count))
    }
  }

  /// Returns the number of bytes taken; any other number makes libcurl end the transfer.
  private func receiveHeader(_ line: UnsafeBufferPointer<UInt8>) -> Int {
    lastActivity = .now
    switch parser.receive(line) {
    case .incomplete: break
    case .complete(let head): channel.receive(head)
    case .tooLarge:
      refusal = HTTPError(.tooLarge, "\(address) sends more headers than are accepted")
      return 0
    }
    return line.count
  }

  private func receiveBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    lastActivity = .now
    guard !bytes.isEmpty, !channel.receive(bytes) else { return bytes.count }
    isPaused = true
    return Int(CURL_WRITEFUNC_PAUSE)
  }
}
