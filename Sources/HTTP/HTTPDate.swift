/// Reads dates as HTTP writes them (RFC 9110, section 5.6.7), all three forms.
enum HTTPDate {
  /// Seconds since 1970; nil for a text that is no date.
  static func seconds(_ text: String) -> Double? {
    // "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"
    var words = text.split { " ,-:".contains($0) }.map(String.init)
    guard words.count >= 7 else { return nil }
    if Int(words[1]) == nil {
      guard words.count == 7 else { return nil }
      words = [words[0], words[2], words[1], words[6], words[3], words[4], words[5], "GMT"]
    }
    guard words.count == 8, words[7] == "GMT", let month = months.firstIndex(of: words[2]) else { return nil }
    let numbers = [1, 3, 4, 5, 6].compactMap { words[$0].count <= 4 ? Int(words[$0]) : nil }
    guard numbers.count == 5, numbers.allSatisfy({ $0 >= 0 }), (1...31).contains(numbers[0]) else { return nil }
    let (hour, minute, second) = (numbers[2], numbers[3], numbers[4])
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    let isShort = words[3].count == 2
    let year = isShort ? numbers[1] + (numbers[1] < 70 ? 2000 : 1900) : numbers[1]
    let days = daysSince1970(year: year, month: month + 1, day: numbers[0])
    return Double(days * 86400 + hour * 3600 + minute * 60 + second)
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Days of the Gregorian calendar, counted in years that begin in March so that the leap day comes last.
  static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = (month + 9) % 12
    let daysBeforeYear = marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400
    return daysBeforeYear + (marchMonth * 153 + 2) / 5 + day - 1 - 719_468
  }
}
