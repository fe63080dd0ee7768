/// Collects a response's header lines as libcurl hands them over, one whole line at a time.
struct ResponseHeadParser {
  private var head = HTTPResponseHead(status: 0, headers: [])
  private var size = 0
  private var isComplete = false
  private let limit: Int

  /// - Parameter limit: the most bytes of all headers together, interim responses and trailers included.
  init(limit: Int) {
    self.limit = limit
  }

  enum Progress: Equatable {
    case incomplete
    case complete(HTTPResponseHead)
    case tooLarge
  }

  mutating func receive(_ line: UnsafeBufferPointer<UInt8>) -> Progress {
    size += line.count
    guard size <= limit else { return .tooLarge }
    guard !isComplete else { return .incomplete }
    let text = String(decoding: line, as: UTF8.self).trimmingHTTPWhitespace()
    if text.isEmpty {
      // Interim responses (100 to 199) come before the one that counts.
      guard head.status >= 200 else { return .incomplete }
      isComplete = true
      return .complete(head)
    }
    if text.hasPrefix("HTTP/") {
      head = HTTPResponseHead(
        status: text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0, headers: [])
    } else if let colon = text.firstIndex(of: ":") {
      let value = String(text[text.index(after: colon)...]).trimmingHTTPWhitespace()
      head.headers.append(HTTPHeader(String(text[..<colon]), value))
    }
    return .incomplete
  }
}

extension String {
  fileprivate func trimmingHTTPWhitespace() -> String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
    let start = utf8.firstIndex { !isBlank($0) } ?? endIndex
    let end = utf8.lastIndex { !isBlank($0) }.map { utf8.index(after: $0) } ?? start
    return String(self[start..<end])
  }
}
