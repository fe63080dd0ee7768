internal import CLibcurl
internal import CLibcurlShims

extension HTTPError {
  /// The error for a transfer that libcurl ended with a result other than `CURLE_OK`.
  ///
  /// - Parameters:
  ///   - result: libcurl's word.
  ///   - detail: what libcurl wrote into the transfer's error buffer; may be empty.
  ///   - address: where the request went.
  init(_ result: CURLcode, detail: String, address: HTTPAddress) {
    let reason = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
    let (code, what) = Self.meaning(of: result)
    self.init(code, "\(what) \(address): \(reason)")
  }

  /// The error for a handle that libcurl did not give: it could not be loaded, or there is no memory.
  static var withoutLibcurl: HTTPError {
    let reason = fulcrum_curl_load().map { "it cannot be loaded: \(String(cString: $0)); install libcurl 4" }
    return HTTPError(.failed, "libcurl gave no handle; \(reason ?? "the memory is used up")")
  }

  private static func meaning(of result: CURLcode) -> (Code, String) {
    switch result {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED:
      (.connect, "cannot connect to")
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED:
      (.tls, "no trusted connection to")
    case CURLE_OPERATION_TIMEDOUT:
      // Of libcurl's own timers only the one for connecting is set.
      (.connectTimeout, "no connection in time to")
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_SEND_FAIL_REWIND:
      (.broken, "the connection was cut by")
    case CURLE_URL_MALFORMAT:
      (.invalidURL, "cannot read the address")
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_HTTP_RETURNED_ERROR:
      (.invalidResponse, "not an HTTP response from")
    case CURLE_OUT_OF_MEMORY:
      // What libcurl 7 says of a header line over 100 kB; CURLE_TOO_LARGE (100) is its later name.
      (.tooLarge, "too much from")
    case CURLcode(rawValue: 100):
      (.tooLarge, "too much from")
    default:
      (.failed, "the transfer failed with \(result.rawValue) for")
    }
  }
}
