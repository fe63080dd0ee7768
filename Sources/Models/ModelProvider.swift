/// A place where a model answers requests.
public protocol ModelProvider: Sendable {
  /// Asks once, without retries.
  ///
  /// It returns only on the provider's own word that the answer is complete. A stream that ends early, an error event
  /// inside it, a deadline and a cancelled task all throw.
  ///
  /// - Parameters:
  ///   - request: what is asked.
  ///   - progress: is told what arrives, in order.
  /// - Throws: `ModelError`; `CancellationError` when the task was cancelled.
  func respond(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
  ) async throws -> ModelResponse

  /// Whether the provider can make a conversation shorter itself.
  var compacts: Bool { get }

  /// Has the provider make something shorter of a request's messages; asks once, without retries.
  ///
  /// - Throws: `ModelError`; `CancellationError` when the task was cancelled.
  func compaction(of request: ModelRequest) async throws -> ProviderCompaction
}

extension ModelProvider {
  /// No, unless the provider says otherwise.
  public var compacts: Bool { false }

  /// Refuses, unless the provider says otherwise.
  ///
  /// - Throws: `ModelError` with the code `invalidRequest`.
  public func compaction(of request: ModelRequest) async throws -> ProviderCompaction {
    throw ModelError(.invalidRequest, "this provider does not make conversations shorter")
  }
}
