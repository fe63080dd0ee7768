package import HTTP
internal import JSON

/// Builds an answer out of a protocol's events.
///
/// There is an answer only on the provider's word that it is complete. After an error there is none.
package protocol AnswerDecoder: Sendable {
  init(limits: DecodingLimits)

  /// What every decoder keeps.
  var state: DecodingState { get set }

  /// Takes the next event's data and returns what they tell of the answer.
  ///
  /// - Throws: the error that an event stands for; `malformedResponse` for what the protocol does not allow.
  mutating func take(_ event: ServerSentEvent) throws(ModelError) -> ModelProgress?

  /// The answer when the stream ends without the mark of its end; nil where the protocol does not allow that.
  func answerAtEnd() throws(ModelError) -> ModelResponse?
}

/// What an answer may cost us.
package struct DecodingLimits: Hashable, Sendable {
  /// Bytes of the data of all events.
  package var size: Int

  /// Content blocks.
  package var blocks: Int

  package init(size: Int = 32 << 20, blocks: Int = 1000) {
    self.size = size
    self.blocks = blocks
  }
}

/// What a decoder of any protocol keeps.
package struct DecodingState: Sendable {
  let limits: DecodingLimits
  var response: ModelResponse?
  private var size = 0

  /// How often something was added to the answer; pings and what is not known add nothing.
  private(set) var steps = 0

  fileprivate var failure: ModelError?

  init(limits: DecodingLimits) {
    self.limits = limits
  }

  /// Says that the event which is taken adds to the answer.
  mutating func advance() { steps += 1 }

  /// An event's data as JSON.
  mutating func parse(_ event: ServerSentEvent) throws(ModelError) -> JSONValue {
    size += event.data.utf8.count
    guard size <= limits.size else { throw ModelError.malformed("more than \(limits.size) bytes") }
    do throws(JSONError) {
      return try JSONValue.parse(event.data)
    } catch {
      throw ModelError.malformed("an event that cannot be read: \(ModelError.shown(error.description))")
    }
  }
}

extension AnswerDecoder {
  /// The answer; nil until the provider has said that it is complete.
  package var response: ModelResponse? { state.response }

  /// Takes the next event and returns what it tells of the answer.
  ///
  /// Events of unknown type and events after the end are passed over.
  ///
  /// - Throws: the error that an event stands for; `malformedResponse` for what the protocol does not allow.
  package mutating func receive(_ event: ServerSentEvent) throws(ModelError) -> ModelProgress? {
    if let failure = state.failure { throw failure }
    guard state.response == nil else { return nil }
    do throws(ModelError) {
      return try take(event)
    } catch {
      state.failure = error
      throw error
    }
  }

  /// The answer, at the stream's end.
  ///
  /// - Throws: `incompleteStream` when the provider has not said that the answer is complete.
  package func finish() throws(ModelError) -> ModelResponse {
    if let failure = state.failure { throw failure }
    if let response = state.response { return response }
    if let response = try answerAtEnd() { return response }
    throw ModelError(.incompleteStream, "the provider's stream ended before the answer was complete")
  }

  package func answerAtEnd() throws(ModelError) -> ModelResponse? { nil }
}
