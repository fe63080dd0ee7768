import AgentKernel
import CommandLineSupport
import Testing

/// The keys `prices` and `max_cost`, and what comes of a limit of money without a known price.
@Suite struct PriceConfigurationTests {
  private func configuration(
    _ user: String, project: String? = nil, environment: [String: String] = [:]
  ) throws -> (Configuration, [String]) {
    var warnings: [String] = []
    let layers = Configuration.Layers(
      userFile: ConfigurationFile(name: "config.yml", bytes: Array(user.utf8)),
      projectFile: project.map { ConfigurationFile(name: ".fulcrum.yml", bytes: Array($0.utf8)) },
      environment: environment)
    let configuration = try Configuration(layers, warnings: &warnings)
    return (configuration, warnings)
  }

  private static let priced = """
    base_url: http://127.0.0.1:1
    model: mine
    prices:
      mine: {input: 3, output: "15", cache_write: 3.75, cache_write_1h: 6, cache_read: 0.30}
      other:
        input: 1
        output: 2
        long_prompt: {above: 200000, input: 2, output: 4}
    """

  @Test func `prices are read, each with its origin`() throws {
    let (configuration, warnings) = try configuration(Self.priced)
    #expect(warnings.isEmpty)
    let mine = try #require(configuration.prices["mine"])
    #expect(mine.origin == .userFile(path: "config.yml", line: 3))
    #expect(mine.value.rates.cacheWriteHour == Money(dollars: "0.000006"))
    #expect(mine.value.rates.cacheRead.picodollars == 300_000)
    #expect(configuration.prices["other"]?.value.long?.above == 200_000)
    let shown = configuration.explanations.filter { $0.name == "prices" }.map(\.value)
    #expect(shown.first == "mine: $3 in, $15 out, $0.3 from the cache per million tokens (your own, config.yml:4)")
  }

  @Test(arguments: [
    "prices: [a]", "prices: {a: 3}", "prices: {a: {input: 3}}", "prices: {a: {input: x, output: 1}}",
    "prices: {a: {input: -3, output: 1}}", "prices: {a: {input: 3, output: 1, cached: 1}}",
    "prices: {a: {input: 3, output: 1, long_prompt: {input: 1, output: 1}}}", "max_cost: 0", "max_cost: -1",
    "max_cost: $5", "max_cost: much", "max_cost: 0.00000001",
  ])
  func `what makes no sense is an error`(text: String) {
    #expect {
      try configuration(text)
    } throws: {
      ($0 as? CommandLineError)?.status == .usage && "\($0)".hasPrefix("config.yml:1: ")
    }
  }

  @Test func `a project sets no prices, and lowers the limit of money only`() throws {
    let (raised, _) = try configuration("max_cost: 1.50", project: "max_cost: 2")
    #expect(raised.maximumCost.value == Money(dollars: "1.5"))
    let (lowered, _) = try configuration("max_cost: 1.50", project: "max_cost: 0.75")
    #expect(lowered.maximumCost == Setting(Money(dollars: "0.75"), from: .projectFile(path: ".fulcrum.yml", line: 1)))
    let (priced, warnings) = try configuration("", project: "prices: {a: {input: 0, output: 0}}")
    #expect(priced.prices.isEmpty)
    #expect(warnings.first?.contains("a project may not set prices") == true)
  }

  @Test func `the environment sets the limit and no prices`() throws {
    let (set, _) = try configuration("", environment: ["FULCRUM_MAX_COST": "0.25"])
    #expect(set.maximumCost == Setting(Money(dollars: "0.25"), from: .environment(variable: "FULCRUM_MAX_COST")))
    #expect(ConfigurationKey.prices.environmentVariable == nil)
  }

  @Test func `a limit of money needs the price of every model of the chain`() async throws {
    let (unpriced, _) = try configuration("base_url: http://127.0.0.1:1\nmodel: nobody-knows\nmax_cost: 1")
    await #expect {
      try await ConfiguredModel.assembled(from: unpriced, environment: [:])
    } throws: {
      ($0 as? CommandLineError)?.status == .usage
        && "\($0)".contains("no price is known for the model \"nobody-knows\" at 127.0.0.1")
        && "\($0)".contains("say what it costs under `prices`")
    }
    let chain = Self.priced + "\nmax_cost: 1\nfallback: [{base_url: \"http://127.0.0.1:1\", model: second}]"
    await #expect(throws: CommandLineError.self) {
      try await ConfiguredModel.assembled(from: configuration(chain).0, environment: [:])
    }
    let (priced, _) = try configuration(Self.priced + "\nmax_cost: 1")
    let assembled = try #require(await ConfiguredModel.assembled(from: priced, environment: [:]))
    #expect(assembled.maximumCost == Money(dollars: "1"))
    #expect(assembled.models.first?.price?.rates.input.picodollars == 3_000_000)
  }

  @Test func `a project's limit of money stops nobody whose model has no price`() async throws {
    let (settings, _) = try configuration("base_url: http://127.0.0.1:1\nmodel: m", project: "max_cost: 0.01")
    let assembled = try #require(await ConfiguredModel.assembled(from: settings, environment: [:]))
    #expect(assembled.maximumCost == nil)
    #expect(assembled.warnings.contains { $0.contains("max_cost") && $0.hasSuffix("it has no effect") })
  }

  @Test(arguments: [
    ("https://api.anthropic.com", "", 1_000_000), ("https://api.anthropic.com", "\ncontext_tokens: 50000", 50_000),
    ("https://proxy.example.org", "", nil),
  ])
  func `a window is what the user has set, else what is known of the model at its own host`(
    address: String, more: String, window: Int?
  ) async throws {
    let (settings, _) = try configuration("base_url: \(address)\nmodel: claude-opus-5-5\(more)")
    let assembled = try #require(await ConfiguredModel.assembled(from: settings, environment: [:]))
    #expect(assembled.models.first?.contextTokens == window)
  }

  @Test func `a built-in price counts at the provider's own host alone`() async throws {
    for (address, isPriced) in [("https://api.anthropic.com", true), ("https://proxy.example.org", false)] {
      let (settings, _) = try configuration("base_url: \(address)\nmodel: claude-sonnet-4-5")
      let assembled = try #require(await ConfiguredModel.assembled(from: settings, environment: [:]))
      #expect((assembled.models.first?.price != nil) == isPriced)
    }
  }
}
