/// An amount of US dollars, exact to a millionth of a millionth: prices are given for a million tokens, and one token of
/// the cheapest costs a hundredth of a millionth.
///
/// Sums stay at the largest amount in place of overflowing, since a provider may report any number of tokens.
public struct Money: Hashable, Sendable {
  /// Millionths of a millionth of a dollar; below zero for what was lost.
  public let picodollars: Int

  /// An amount in millionths of a millionth of a dollar.
  public init(picodollars: Int) {
    self.picodollars = picodollars
  }

  /// Nothing.
  public static let zero = Money(picodollars: 0)

  /// Reads dollars as people write them: digits, and after a point up to six more.
  ///
  /// - Parameter text: at most a million dollars; no sign, no exponent.
  public init?(dollars text: String) {
    guard let millionths = DecimalText.millionths(of: text) else { return nil }
    self.init(picodollars: millionths * 1_000_000)
  }

  /// The amount in millionths of a dollar, rounded.
  public var microdollars: Int {
    let (millionths, rest) = picodollars.quotientAndRemainder(dividingBy: 1_000_000)
    return millionths + (rest >= 500_000 ? 1 : rest <= -500_000 ? -1 : 0)
  }
}

extension Money: Comparable {
  /// Whether one is less than another.
  public static func < (left: Money, right: Money) -> Bool { left.picodollars < right.picodollars }

  /// The sum; the largest amount where it would be larger.
  public static func + (left: Money, right: Money) -> Money {
    let (sum, isTooLarge) = left.picodollars.addingReportingOverflow(right.picodollars)
    return isTooLarge ? Money(picodollars: right.picodollars < 0 ? .min : .max) : Money(picodollars: sum)
  }

  /// The difference; the largest or smallest amount where it would be beyond.
  public static func - (left: Money, right: Money) -> Money {
    let (difference, isTooLarge) = left.picodollars.subtractingReportingOverflow(right.picodollars)
    return isTooLarge ? Money(picodollars: right.picodollars < 0 ? .max : .min) : Money(picodollars: difference)
  }

  /// What so many tokens cost at a price for one.
  static func * (price: Money, count: Int) -> Money {
    let (product, isTooLarge) = price.picodollars.multipliedReportingOverflow(by: count)
    return Money(picodollars: isTooLarge ? .max : product)
  }
}

extension Money: CustomStringConvertible {
  /// The amount with a dollar sign, to a hundredth of a cent, and to a millionth of a dollar where that would be nothing.
  public var description: String {
    let sign = picodollars < 0 ? "-" : ""
    let millionths = (picodollars.magnitude + 500_000) / 1_000_000
    let digits = millionths < 100 && millionths > 0 ? 6 : 4
    let units = digits == 6 ? millionths : (millionths + 50) / 100
    let one: UInt = digits == 6 ? 1_000_000 : 10_000
    let fraction = String(units % one)
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(sign)$\(units / one).\(zeros)\(fraction)"
  }
}

/// Decimal numbers as text, without the rounding of binary ones.
enum DecimalText {
  /// The number in millionths; nil for anything but at most seven digits, and after a point one to six more.
  static func millionths(of text: String) -> Int? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...7).contains(whole.utf8.count), whole.utf8.allSatisfy(isDigit),
      let units = Int(whole), units <= 1_000_000
    else { return nil }
    guard parts.count == 2 else { return units * 1_000_000 }
    let fraction = parts[1]
    guard (1...6).contains(fraction.utf8.count), fraction.utf8.allSatisfy(isDigit), let digits = Int(fraction) else {
      return nil
    }
    let scale = (fraction.utf8.count..<6).reduce(1) { scale, _ in scale * 10 }
    return units * 1_000_000 + digits * scale
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
