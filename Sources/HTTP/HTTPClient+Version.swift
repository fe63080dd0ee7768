internal import CLibcurl

extension HTTPClient {
  /// The versions of libcurl and of the libraries that it uses, as libcurl says them.
  package static var libraryVersion: String {
    curl_version().map { String(cString: $0) } ?? "unknown"
  }
}
