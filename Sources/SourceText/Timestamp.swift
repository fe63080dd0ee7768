/// Points in time as people write them.
package enum Timestamp {
  /// The day of a time in UTC: `2026-11-23`.
  ///
  /// By arithmetic (Hinnant, `chrono`-compatible low-level date algorithms), since a formatter costs milliseconds at the
  /// first request.
  ///
  /// - Parameter seconds: since 1970; a time outside of the years 0 to 9999 gives the nearest of these years' ends.
  package static func date(_ seconds: Int64) -> String {
    let first: Int64 = -62_167_219_200
    let last: Int64 = 253_402_300_799
    let clamped = min(max(seconds, first), last)
    // Days since the first of March of the year 0, so that a leap day is the last of its year; an era has 400 years.
    let days = Int((clamped - first) / 86_400) - 60
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
