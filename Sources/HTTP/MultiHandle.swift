internal import CLibcurl
internal import CLibcurlShims

/// The owner of libcurl's multi handle: connections that are kept, and the transfers that use them.
final class MultiHandle: Sendable {
  // Only the loop's thread uses the pointer, save for `wakeUp`: libcurl lets any thread call `curl_multi_wakeup` at any
  // time. Reference counting keeps the handle alive while a call is under way, and the last owner alone frees it.
  nonisolated(unsafe) let pointer: UnsafeMutableRawPointer

  private static let libraryResult = curl_global_init(Int(CURL_GLOBAL_ALL))

  init?() {
    guard Self.libraryResult == CURLE_OK, let pointer = curl_multi_init() else { return nil }
    self.pointer = pointer
    _ = fulcrum_curl_multi_set_connections(pointer, 8)
  }

  deinit {
    curl_multi_cleanup(pointer)
  }

  /// Makes the loop's thread return from its wait.
  func wakeUp() {
    curl_multi_wakeup(pointer)
  }
}
