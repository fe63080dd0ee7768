/// Reads dates as RFC 3339 writes them, such as `2026-11-24T01:02:03.5Z`.
package enum InternetDate {
  /// Seconds since 1970; nil for a text that is no such date.
  package static func seconds(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard bytes.count >= range.upperBound, bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return Int(String(decoding: bytes[range], as: UTF8.self))
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19), (1...12).contains(month), (1...31).contains(day),
      hour < 24, minute < 60, second <= 60, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10])
    else { return nil }
    guard let offset = offset(String(decoding: bytes[19...], as: UTF8.self)) else { return nil }
    let days = HTTPDate.daysSince1970(year: year, month: month, day: day)
    return Double(days * 86400 + hour * 3600 + minute * 60 + second - offset)
  }

  /// Seconds east of Greenwich, behind a fraction of a second that does not matter.
  private static func offset(_ text: String) -> Int? {
    var rest = text[...]
    if rest.first == "." { rest = rest.dropFirst().drop { $0.isASCII && $0.isNumber } }
    if rest == "Z" || rest == "z" { return 0 }
    let parts = rest.dropFirst().split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard let sign = rest.first, sign == "+" || sign == "-", parts.count == 2, let hours = parts[0],
      let minutes = parts[1], (0..<24).contains(hours), (0..<60).contains(minutes)
    else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == "-" ? -1 : 1)
  }
}
