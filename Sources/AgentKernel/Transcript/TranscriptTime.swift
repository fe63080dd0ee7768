#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// An instant of the wall clock, to the millisecond.
///
/// It says when something was written and is for readers; nothing is decided by it, since clocks jump.
package struct TranscriptTime: Hashable, Comparable, Sendable {
  /// Milliseconds since the first of January 1970, UTC.
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The present instant.
  package static var now: TranscriptTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return TranscriptTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Reads what `text` writes; nil for anything else.
  package init?(_ text: String) {
    let digits = text.utf8.map { Int64($0) - 48 }
    guard digits.count == 24, text.utf8.last == UInt8(ascii: "Z") else { return nil }
    func number(_ range: Range<Int>) -> Int64? {
      digits[range].allSatisfy { (0...9).contains($0) } ? digits[range].reduce(0) { $0 * 10 + $1 } : nil
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19), let fraction = number(20..<23),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    milliseconds = (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + fraction
  }

  /// The instant as RFC 3339 has it, such as `2026-11-25T20:29:45.123Z`.
  package var text: String {
    let (year, month, day) = civil
    let ofDay = rest(by: 86_400_000)
    let date = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    let clock = [ofDay / 3_600_000, ofDay / 60_000 % 60, ofDay / 1000 % 60].map { Self.padded($0, 2) }
    return "\(date)T\(clock.joined(separator: ":")).\(Self.padded(ofDay % 1000, 3))Z"
  }

  /// The instant without punctuation, for names that sort by time: `20261125T202945123Z`.
  package var compact: String { text.filter { !"-:.".contains($0) } }

  package static func < (left: TranscriptTime, right: TranscriptTime) -> Bool {
    left.milliseconds < right.milliseconds
  }

  private func rest(by length: Int64) -> Int64 { ((milliseconds % length) + length) % length }

  /// Howard Hinnant's days_from_civil, in the proleptic Gregorian calendar.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let ofEra = year - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  /// Its inverse, civil_from_days.
  private var civil: (year: Int64, month: Int64, day: Int64) {
    let days = (milliseconds - rest(by: 86_400_000)) / 86_400_000 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let ofEra = days - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * ofYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shifted + 2) / 5 + 1)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
