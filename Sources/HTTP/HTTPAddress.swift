internal import CLibcurl
internal import CLibcurlShims

/// A request's address, read by libcurl's own parser, so that what is checked is what is connected to.
package struct HTTPAddress: Hashable, Sendable, CustomStringConvertible {
  package let isSecure: Bool

  /// The host's name or number in lower case, without brackets.
  package let host: String

  package let port: Int?

  /// The path and the query as they are sent.
  package let pathAndQuery: String

  /// The whole address as libcurl writes it.
  let url: String

  private let path: String

  /// - Throws: `HTTPError` for an address that cannot be read, that names a user, or that would send plain text to another
  ///   machine.
  package init(_ text: String) throws(HTTPError) {
    guard let handle = curl_url() else { throw HTTPError.withoutLibcurl }
    defer { curl_url_cleanup(handle) }
    guard curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK else {
      throw HTTPError(.invalidURL, "the address is not a URL of the form https://host/path")
    }
    func part(_ part: CURLUPart) -> String? {
      var pointer: UnsafeMutablePointer<CChar>?
      guard fulcrum_curl_url_part(handle, part, &pointer) == CURLUE_OK, let pointer else { return nil }
      defer { curl_free(pointer) }
      return String(cString: pointer)
    }
    guard let scheme = part(CURLUPART_SCHEME), scheme == "https" || scheme == "http", let url = part(CURLUPART_URL),
      let host = part(CURLUPART_HOST)?.lowercased(), !host.isEmpty
    else {
      throw HTTPError(.invalidURL, "the address is not an https address with a host")
    }
    guard part(CURLUPART_USER) == nil, part(CURLUPART_PASSWORD) == nil else {
      throw HTTPError(.invalidURL, "the address of \(host) holds a user name or password; give a key instead")
    }
    self.url = url
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    isSecure = scheme == "https"
    port = part(CURLUPART_PORT).flatMap { Int($0) }
    path = part(CURLUPART_PATH) ?? "/"
    pathAndQuery = path + (part(CURLUPART_QUERY).map { "?" + $0 } ?? "")
    guard isSecure || Self.isLoopback(self.host) else {
      throw HTTPError(.insecureURL, "\(self) is not encrypted; http is allowed to this machine only, use https")
    }
  }

  /// The address without its query, which may hold what should not be shown.
  package var description: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(isSecure ? "https" : "http")://\(name)\(port.map { ":\($0)" } ?? "")\(path)"
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
  }
}
