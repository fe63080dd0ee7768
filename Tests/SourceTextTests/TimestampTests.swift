import Foundation
import SourceText
import Testing

struct TimestampTests {
  @Test(
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31"), (86_399, "1970-01-01"), (951_782_400, "2000-02-29"),
      (4_107_542_399, "2100-02-28"), (4_107_542_400, "2100-03-01"), (1_700_000_000, "2023-11-14"),
      (-62_167_219_200, "0000-01-01"), (-62_162_035_201, "0000-02-29"), (Int64.max, "9999-12-31"),
      (Int64.min, "0000-01-01"),
    ] as [(Int64, String)])
  func `a time becomes its day in UTC`(seconds: Int64, day: String) {
    #expect(Timestamp.date(seconds) == day)
  }

  @Test func `all days of three centuries are those of the system's calendar`() {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for day in stride(from: Int64(-40_000), to: 70_000, by: 1) {
      let parts = calendar.dateComponents(
        [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day * 86_400)))
      let expected = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
      guard Timestamp.date(day * 86_400 + 5) == expected else {
        Issue.record("day \(day): \(Timestamp.date(day * 86_400)) is not \(expected)")
        return
      }
    }
  }
}
