internal import CLibcurl
internal import CLibcurlShims

/// The transfers under way, confined to the loop's thread.
struct Transfers: ~Copyable {
  private let handle: MultiHandle
  private let configuration: HTTPClient.Configuration
  private var transfers: [ObjectIdentifier: Transfer] = [:]

  init(handle: MultiHandle, configuration: HTTPClient.Configuration) {
    self.handle = handle
    self.configuration = configuration
  }

  mutating func perform(_ command: TransferLoop.Command) {
    switch command {
    case .start(let request, let address, let channel): start(request, address, channel)
    case .resume(let channel): transfers[ObjectIdentifier(channel)]?.resume()
    case .cancel(let channel): remove(channel)
    }
  }

  /// Moves bytes, and ends what is done or too late.
  mutating func advance() {
    var running: CInt = 0
    curl_multi_perform(handle.pointer, &running)
    var result = CURLE_OK
    while let easy = fulcrum_curl_multi_next_done(handle.pointer, &result) {
      guard let transfer = transfers.values.first(where: { $0.easy.pointer == easy }) else { continue }
      remove(transfer.channel)
      transfer.finish(result)
    }
    let now = ContinuousClock.now
    for transfer in transfers.values {
      guard let failure = transfer.expired(at: now) else { continue }
      remove(transfer.channel)
      transfer.channel.finish(failure)
    }
  }

  /// Sleeps until a socket is ready, a deadline has come or another thread calls.
  func wait() {
    let next = transfers.values.compactMap(\.nextDeadline).min()
    let patience = next.map { max(0, ContinuousClock.now.duration(to: $0).milliseconds) } ?? 600_000
    curl_multi_poll(handle.pointer, nil, 0, CInt(min(patience, 600_000)), nil)
  }

  mutating func endAll(_ failure: HTTPError) {
    for transfer in transfers.values {
      remove(transfer.channel)
      transfer.channel.finish(failure)
    }
  }

  private mutating func start(_ request: HTTPRequest, _ address: HTTPAddress, _ channel: ResponseChannel) {
    do throws(HTTPError) {
      let transfer = try Transfer(request, to: address, channel: channel, configuration: configuration)
      guard curl_multi_add_handle(handle.pointer, transfer.easy.pointer) == CURLM_OK else {
        throw HTTPError(.failed, "libcurl does not take the request to \(address)")
      }
      transfers[ObjectIdentifier(channel)] = transfer
    } catch {
      channel.finish(error)
    }
  }

  /// Takes a transfer out; one that is not done has its connection closed by libcurl.
  private mutating func remove(_ channel: ResponseChannel) {
    guard let transfer = transfers.removeValue(forKey: ObjectIdentifier(channel)) else { return }
    curl_multi_remove_handle(handle.pointer, transfer.easy.pointer)
  }
}
