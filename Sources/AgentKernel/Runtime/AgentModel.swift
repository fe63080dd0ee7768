package import HTTP
package import Models

/// A model that runs may ask.
public struct AgentModel: Sendable {
  /// The model's name, as its provider knows it.
  package let name: String

  package let provider: any ModelProvider

  /// Tokens of prompt and answer together; nil when that is not known.
  package let contextTokens: Int?

  /// What its tokens cost; nil when that is not known.
  package let price: ModelPrice?

  /// What keeps runs from a model that is down; all runs that are given this value share it.
  package let breaker: SharedCircuitBreaker

  package init(
    name: String, provider: any ModelProvider, contextTokens: Int? = nil, price: ModelPrice? = nil,
    breaker: SharedCircuitBreaker = SharedCircuitBreaker()
  ) {
    self.name = name
    self.provider = provider
    self.contextTokens = contextTokens
    self.price = price
    self.breaker = breaker
  }

  /// Asks once.
  ///
  /// - Parameters:
  ///   - request: what is asked.
  ///   - patience: how long it may take until the first of the answer arrives; nil for as long as the provider allows.
  ///   - arrived: takes what arrives.
  func response(
    to request: ModelRequest, startingWithin patience: Duration?, _ arrived: ArrivedAnswer
  ) async throws -> ModelResponse {
    guard let patience else { return try await provider.respond(to: request, progress: arrived.note) }
    return try await withThrowingTaskGroup(of: ModelResponse?.self) { group in
      group.addTask {
        try await provider.respond(to: request, progress: arrived.note)
      }
      group.addTask {
        try await Task.sleep(for: max(Duration.zero, patience), clock: .continuous)
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let response = result { return response }
        guard arrived.hasBegun else {
          throw ModelError(.timeout, "\(name) was silent for too long while another model could answer")
        }
      }
      throw CancellationError()
    }
  }

  /// The error for who is not let through.
  func refusal(until: CircuitBreaker.Instant?) -> ModelError {
    let then = until.map { "for another \(Int(ContinuousClock.now.duration(to: $0) / .seconds(1)) + 1) s" }
    return ModelError(
      .circuitOpen,
      "\(name) is not asked \(then ?? "while another request tries it"), since it has failed again and again")
  }
}
