import AgentDefinitions
import AgentKernel
import Models
import Testing

struct PriceTests {
  private static let list = """
    - models: [a, a-20260101]
      host: api.example.org
      input: 3
      output: 15
      cache_write: 3.75
      cache_write_1h: 6
      cache_read: 0.30
      date: 2026-01-02
      source: https://example.org/prices
    - models: [b]
      host: api.example.org
      input: 1
      output: 2
      long_prompt: {above: 1000, input: 2, output: 3}
      date: 2026-01-02
      source: https://example.org/prices
    """

  private func price(_ model: String) throws -> ModelPrice {
    try #require(PriceList(parsing: Self.list, source: "list").price(of: model, at: "api.example.org"))
  }

  @Test func `each kind of token costs its own`() throws {
    let usage = Usage(
      input: 1_000_000, output: 2_000_000, cacheRead: 10_000_000, cacheWrite: 3_000_000, cacheWriteHour: 1_000_000)
    // 3 + 2 * 15 + 10 * 0.30 + 2 * 3.75 + 6
    #expect(try price("a").cost(of: usage) == Money(dollars: "49.5"))
    // All 14 million prompt tokens at 3, and the answer, less that.
    #expect(try price("a").savings(on: usage) == Money(dollars: "22.5"))
  }

  @Test func `a cache that is only written to costs more than none`() throws {
    let savings = try price("a").savings(on: Usage(cacheWrite: 1_000_000))
    #expect(savings == Money.zero - (try #require(Money(dollars: "0.75"))))
  }

  @Test func `a long prompt has other prices, for all tokens of its request`() throws {
    #expect(try price("b").cost(of: Usage(input: 1000, output: 100)) == Money(dollars: "0.0012"))
    #expect(try price("b").cost(of: Usage(input: 1001, output: 100)) == Money(dollars: "0.002302"))
  }

  @Test func `a name that is not in the list has no price, nor has a known one at another host`() throws {
    let list = try PriceList(parsing: Self.list, source: "list")
    #expect(list.price(of: "a-20260101", at: "api.example.org") != nil)
    for (model, host) in [("a-20260102", "api.example.org"), ("A", "api.example.org"), ("a", "example.org")] {
      #expect(list.price(of: model, at: host) == nil)
    }
    #expect(list.price(of: "a", at: nil) == nil)
  }

  @Test func `the user's price counts before the list's, at every host`() throws {
    var list = try PriceList(parsing: Self.list, source: "list")
    let own = try #require(ModelPrice.Rates(["input": "7", "output": "8"]))
    list.override("a", ModelPrice(rates: own, origin: "mine"))
    #expect(list.price(of: "a", at: "api.example.org")?.rates == own)
    #expect(list.price(of: "a", at: "127.0.0.1")?.rates == own)
    #expect(own.cacheRead == own.input && own.cacheWriteHour == own.input)
  }

  @Test(arguments: [
    "a: 1", "- models: [a]", "- [a]", "- {models: [], host: h, date: d, source: s, input: 1, output: 1}",
    "- {models: [a], host: h, date: d, source: s, input: 1}",
    "- {models: [a], host: h, date: d, source: s, input: -1, output: 1}",
    "- {models: [a], host: h, date: d, source: s, input: 1, output: 1, cache: 1}",
    "- {models: [a], host: h, date: d, source: s, input: 1, output: 1, long_prompt: {input: 1, output: 1}}",
    "- {models: [a, a], host: h, date: d, source: s, input: 1, output: 1}", "\"",
  ])
  func `a list with a mistake is an error that says where`(text: String) {
    #expect {
      try PriceList(parsing: text, source: "list")
    } throws: {
      ($0 as? AgentKernelError)?.code == .invalidPrices && "\($0)".hasPrefix("list:1: ")
    }
  }

  @Test func `the built-in list can be read, and each price has its date and source`() throws {
    let list = try PriceList(parsing: AgentDefinitions.prices, source: "prices.yml")
    #expect(list.count > 20)
    for (model, host) in [("claude-sonnet-4-5", "api.anthropic.com"), ("gpt-5-mini", "api.openai.com")] {
      let price = try #require(list.price(of: model, at: host))
      #expect(price.origin.contains("2026-") && price.origin.contains("https://"))
      #expect(price.rates.output > price.rates.input && price.rates.input > price.rates.cacheRead)
    }
  }

  @Test func `a window is known of a model at its own host, with a source`() throws {
    let entry = "- {models: [a], host: h, date: d, source: s, input: 1, output: 1, context: 5000, context_source: s}"
    let list = try PriceList(parsing: entry, source: "list")
    #expect(list.contextTokens(of: "a", at: "h") == 5000)
    #expect(list.contextTokens(of: "a", at: "other") == nil && list.contextTokens(of: "a", at: nil) == nil)
    for (text, other) in [("5000", "0"), ("5000", "many"), (", context_source: s", "")] {
      #expect(throws: AgentKernelError.self) {
        try PriceList(parsing: entry.replacing(text, with: other), source: "list")
      }
    }
  }

  @Test func `each model of the built-in list has its window`() throws {
    let list = try PriceList(parsing: AgentDefinitions.prices, source: "prices.yml")
    for model in ["claude-opus-5-5", "claude-sonnet-4-5-20250929", "claude-haiku-4-5"] {
      let window = try #require(list.contextTokens(of: model, at: "api.anthropic.com"))
      #expect(window == 200_000 || window == 1_000_000)
    }
    // Of OpenAI's windows only a part may be the prompt, and compaction must come before its end.
    #expect(list.contextTokens(of: "gpt-5-mini", at: "api.openai.com") == 272_000)
    #expect(AgentDefinitions.prices.split(separator: "- models: ").dropFirst().allSatisfy { $0.contains("context: ") })
  }

  @Test func `no number of tokens overflows`() throws {
    let price = ModelPrice(
      rates: try #require(ModelPrice.Rates(["input": "1000000", "output": "1000000"])), origin: "")
    let usage = Usage(input: .max / 4, output: .max / 4, cacheRead: .max / 4)
    #expect(price.cost(of: usage) == Money(picodollars: .max))
    #expect("\(price)".hasPrefix("$1000000 in"))
  }
}
