import AgentKernel
import Testing

struct MoneyTests {
  @Test(arguments: [
    ("0.5", 500_000), ("3", 3_000_000), ("0.000001", 1), ("1000000", 1_000_000_000_000), ("12.34", 12_340_000),
  ])
  func `dollars are read exactly`(text: String, microdollars: Int) {
    #expect(Money(dollars: text)?.microdollars == microdollars)
  }

  @Test(arguments: ["", "-1", "1e3", "1,5", ".5", "5.", "0.0000001", "1000001", "99999999", "NaN", "$3", " 3", "٣"])
  func `what is no plain number is no amount`(text: String) {
    #expect(Money(dollars: text) == nil)
  }

  @Test(arguments: [
    ("0", "$0.0000"), ("0.04231", "$0.0423"), ("0.00005", "$0.000050"), ("12.5", "$12.5000"), ("0.99996", "$1.0000"),
  ])
  func `an amount is told to a hundredth of a cent, and what is less to a millionth of a dollar`(
    text: String, told: String
  ) {
    #expect(Money(dollars: text).map { "\($0)" } == told)
  }

  @Test func `sums stay at the end of what there is`() {
    let most = Money(picodollars: .max)
    #expect(most + most == most)
    #expect(Money(picodollars: .min) - most == Money(picodollars: .min))
    #expect(!"\(most)\(Money(picodollars: .min))".isEmpty)
    #expect(most.microdollars > 0)
  }
}
