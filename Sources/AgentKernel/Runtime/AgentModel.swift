package import HTTP
package import Models

/// A model that runs may ask.
package struct AgentModel: Sendable {
  /// The model's name, as its provider knows it.
  package let name: String

  package let provider: any ModelProvider

  /// Tokens of prompt and answer together; nil when that is not known.
  package let contextTokens: Int?

  /// What keeps runs from a model that is down; all runs that are given this value share it.
  package let breaker: SharedCircuitBreaker

  package init(
    name: String, provider: any ModelProvider, contextTokens: Int? = nil,
    breaker: SharedCircuitBreaker = SharedCircuitBreaker()
  ) {
    self.name = name
    self.provider = provider
    self.contextTokens = contextTokens
    self.breaker = breaker
  }

  /// The error for who is not let through.
  func refusal(until: CircuitBreaker.Instant?) -> ModelError {
    let then = until.map { "for another \(Int(ContinuousClock.now.duration(to: $0) / .seconds(1)) + 1) s" }
    return ModelError(
      .circuitOpen,
      "\(name) is not asked \(then ?? "while another request tries it"), since it has failed again and again")
  }
}
