#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The Beta distribution with two parameters of at least 1.
struct BetaDistribution {
  private let first: Double
  private let second: Double

  init(_ first: Double, _ second: Double) {
    self.first = max(first, 1)
    self.second = max(second, 1)
  }

  /// The value below which a share of the probability lies.
  ///
  /// By bisection of the distribution function, to 30 binary digits; the function itself is exact to about 12 decimal
  /// ones, so that the result is monotone in both parameters as far as anybody can see.
  func quantile(_ probability: Double) -> Double {
    var low = 0.0
    var high = 1.0
    for _ in 0..<30 {
      let middle = (low + high) / 2
      if cumulative(middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The probability below a value: the regularised incomplete beta function (DLMF 8.17.22, by its continued fraction).
  func cumulative(_ value: Double) -> Double {
    guard value > 0 else { return 0 }
    guard value < 1 else { return 1 }
    let front = exp(
      Self.logarithmOfGamma(first + second) - Self.logarithmOfGamma(first) - Self.logarithmOfGamma(second)
        + first * log(value) + second * log1p(-value))
    // The fraction converges fast below the mean; above it the mirror image does.
    if value < (first + 1) / (first + second + 2) {
      return front * Self.fraction(first, second, value) / first
    }
    return 1 - front * Self.fraction(second, first, 1 - value) / second
  }

  /// The continued fraction, by Lentz's method (Thompson and Barnett, 1986).
  private static func fraction(_ first: Double, _ second: Double, _ value: Double) -> Double {
    let tiny = 1e-300
    func nonZero(_ number: Double) -> Double { abs(number) < tiny ? tiny : number }
    var numerator = 1.0
    var denominator = 1 / nonZero(1 - (first + second) * value / (first + 1))
    var result = denominator
    // The number of terms grows with the square root of the parameters.
    for index in 1...10_000 {
      let step = Double(index)
      let even = step * (second - step) * value / ((first + 2 * step - 1) * (first + 2 * step))
      denominator = 1 / nonZero(1 + even * denominator)
      numerator = nonZero(1 + even / numerator)
      result *= denominator * numerator
      let odd =
        -(first + step) * (first + second + step) * value / ((first + 2 * step) * (first + 2 * step + 1))
      denominator = 1 / nonZero(1 + odd * denominator)
      numerator = nonZero(1 + odd / numerator)
      result *= denominator * numerator
      if abs(denominator * numerator - 1) < 1e-14 { break }
    }
    return result
  }

  private static func logarithmOfGamma(_ value: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(value, &sign)
  }

  static func powerOfTwo(_ exponent: Double) -> Double { exp2(exponent) }
}
