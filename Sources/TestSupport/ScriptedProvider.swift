package import Models
private import Synchronization

/// A model whose answers are written down beforehand.
package final class ScriptedProvider: ModelProvider {
  package enum Reply: Sendable {
    case content([ContentBlock], StopReason? = nil)
    case failure(ModelError)

    /// Begins to answer, and then fails; never ends by itself where there is no error.
    case begun([ModelProgress], ModelError?)

    /// Never answers; ends only by cancellation.
    case hang
  }

  private struct State {
    var replies: [Reply]
    var requests: [ModelRequest] = []
    var cancellations = 0
  }

  private let state: Mutex<State>
  private let arrivals = AsyncStream<Void>.makeStream()

  /// A provider that gives the replies in order, and then fails as not recorded.
  package init(_ replies: [Reply]) {
    state = Mutex(State(replies: replies))
  }

  package var requests: [ModelRequest] { state.withLock { $0.requests } }

  package var cancellations: Int { state.withLock { $0.cancellations } }

  /// Waits until a request has come.
  package func waitForRequest() async {
    for await _ in arrivals.stream { return }
  }

  package func respond(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
  ) async throws -> ModelResponse {
    let reply = state.withLock { state in
      state.requests.append(request)
      return state.replies.isEmpty
        ? Reply.failure(ModelError(.notRecorded, "the script has ended")) : state.replies.removeFirst()
    }
    arrivals.continuation.yield()
    switch reply {
    case .content(let content, let reason):
      let calls = content.contains { if case .toolCall = $0 { true } else { false } }
      return ModelResponse(
        content: content, stopReason: reason ?? (calls ? .toolUse : .endTurn), usage: Usage(input: 10, output: 5))
    case .failure(let error):
      throw error
    case .begun(let arrived, let error):
      for part in arrived { progress(part) }
      if let error { throw error }
      return try await wait()
    case .hang:
      return try await wait()
    }
  }

  private func wait() async throws -> ModelResponse {
    do {
      try await Task.sleep(for: .seconds(3600))
    } catch {
      state.withLock { $0.cancellations += 1 }
      throw error
    }
    throw ModelError(.timeout, "nobody ended the test")
  }
}
