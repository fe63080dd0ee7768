internal import CLibcurl
internal import CLibcurlShims

/// The owner of one transfer's libcurl handle and of the memory that libcurl reads during it.
struct EasyHandle: ~Copyable {
  let pointer: UnsafeMutableRawPointer
  private let headers: UnsafeMutablePointer<curl_slist>?
  private let errorText: UnsafeMutablePointer<CChar>

  /// What a long body is read from; nil when libcurl has copied it.
  private let body: BodyReader?

  /// Bytes of a body from which on copying it costs more than asking for it piece by piece; a shorter one goes out in one
  /// packet with the head.
  private static let leastReadSize = 64 << 10

  /// Bytes that are handed to the system at once.
  private static let uploadSize = 256 << 10

  init(for request: HTTPRequest) throws(HTTPError) {
    guard let pointer = curl_easy_init() else { throw HTTPError.withoutLibcurl }
    self.pointer = pointer
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    headers = Self.list(Self.lines(of: request))
    body = request.content.count < Self.leastReadSize ? nil : BodyReader(request.content)
  }

  deinit {
    curl_easy_cleanup(pointer)
    curl_slist_free_all(headers)
    errorText.deallocate()
  }

  /// Sets what the request asks for and what the client insists on.
  ///
  /// - Throws: `HTTPError` when libcurl refuses an option, so that no protection is left out silently.
  func configure(
    _ request: HTTPRequest, to address: HTTPAddress, configuration: HTTPClient.Configuration
  ) throws(HTTPError) {
    try set(CURLOPT_NOSIGNAL, 1)
    fulcrum_curl_set_quick_exit(pointer)
    try check(fulcrum_curl_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText))
    try setAddress(address, configuration)
    try check(fulcrum_curl_set_header_list(pointer, headers))
    let count = request.content.count
    if request.method != .get || count > 0 {
      if let body {
        try set(CURLOPT_UPLOAD_BUFFERSIZE, min(count, Self.uploadSize))
        try check(setReader(body, count: count))
      } else {
        try check(fulcrum_curl_set_body(pointer, request.body, curl_off_t(count)))
      }
      try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
    if request.isPublicOnly { try check(fulcrum_curl_set_public_only(pointer)) }
    try set(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.deadlines.connect.milliseconds))
    try set(CURLOPT_TCP_KEEPALIVE, 1)
  }

  /// What libcurl wrote of a failure.
  var errorDescription: String { String(cString: errorText) }

  /// Has header lines and body bytes handed to two functions.
  ///
  /// - Parameter context: what the functions get; must outlive the transfer.
  func setReceivers(
    header: fulcrum_curl_receiver, body: fulcrum_curl_receiver, context: UnsafeMutableRawPointer
  ) throws(HTTPError) {
    try check(fulcrum_curl_set_receiver(pointer, CURLOPT_HEADERFUNCTION, header))
    try check(fulcrum_curl_set_pointer(pointer, CURLOPT_HEADERDATA, context))
    try check(fulcrum_curl_set_receiver(pointer, CURLOPT_WRITEFUNCTION, body))
    try check(fulcrum_curl_set_pointer(pointer, CURLOPT_WRITEDATA, context))
  }

  private func setReader(_ body: BodyReader, count: Int) -> CURLcode {
    // This handle holds the reader until libcurl has let go of it, so the pointer outlives the transfer.
    fulcrum_curl_set_body_reader(
      pointer, curl_off_t(count),
      { bytes, _, count, context in
        guard let context else { return 0 }
        return Unmanaged<BodyReader>.fromOpaque(context).takeUnretainedValue()
          .read(into: UnsafeMutableRawBufferPointer(start: bytes, count: count))
      },
      { context, offset, origin in
        guard let context, origin == SEEK_SET else { return CURL_SEEKFUNC_FAIL }
        let hasSought = Unmanaged<BodyReader>.fromOpaque(context).takeUnretainedValue().seek(to: Int64(offset))
        return hasSought ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
      }, Unmanaged.passUnretained(body).toOpaque())
  }

  private func setAddress(_ address: HTTPAddress, _ configuration: HTTPClient.Configuration) throws(HTTPError) {
    try set(CURLOPT_URL, address.url)
    try check(fulcrum_curl_set_protocol(pointer, address.isSecure ? 1 : 0))
    // Every path of HTTP/1.1 is tried in the tests, and an ended transfer closes its socket; HTTP/2 has neither.
    try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_NETRC, 0)
    // An empty text keeps libcurl from the environment's proxies.
    try set(CURLOPT_PROXY, configuration.proxy ?? "")
    try set(CURLOPT_NOPROXY, "localhost,127.0.0.1,::1")
    try set(CURLOPT_SSL_VERIFYPEER, 1)
    try set(CURLOPT_SSL_VERIFYHOST, 2)
    try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let authorities = configuration.certificateAuthorities { try set(CURLOPT_CAINFO, authorities) }
  }

  private func set(_ option: CURLoption, _ value: Int) throws(HTTPError) {
    try check(fulcrum_curl_set_long(pointer, option, value))
  }

  private func set(_ option: CURLoption, _ value: String) throws(HTTPError) {
    try check(fulcrum_curl_set_string(pointer, option, value))
  }

  private func check(_ result: CURLcode) throws(HTTPError) {
    guard result == CURLE_OK else {
      throw HTTPError(.failed, "libcurl refuses an option: \(String(cString: curl_easy_strerror(result)))")
    }
  }

  private static func lines(of request: HTTPRequest) -> [String] {
    // libcurl's spelling: `Name:` leaves a header of its own out, `Name;` sends one without a value.
    var lines = ["Expect:"]
    if request.headers["content-type"] == nil { lines.append("Content-Type:") }
    if request.headers["accept-encoding"] == nil { lines.append("accept-encoding: identity") }
    lines += request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    return lines
  }

  private static func list(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
    lines.reduce(nil) { curl_slist_append($0, $1) ?? $0 }
  }
}

extension Duration {
  /// Whole milliseconds, rounded up, at most a million seconds.
  var milliseconds: Int {
    let bounded = min(self, .seconds(1_000_000))
    let (seconds, attoseconds) = bounded.components
    return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
