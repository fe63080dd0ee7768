package import JSON
package import Models

/// What came of one tool call: what the model reads, and the run's final answer if this call gave it.
package struct ToolAnswer: Hashable, Sendable {
  package var result: ToolResult
  package var finalAnswer: JSONValue?

  /// What the call spent on models itself.
  package var spending: Spending?

  /// Why the call was not run, if it was denied.
  package var denial: PermissionDenial?

  /// What the result is of; see `ToolOutput.source`.
  package var source: String?

  /// All of what the result shows a part of; see `ToolOutput.whole`.
  var whole: String?

  package init(
    _ result: ToolResult, finalAnswer: JSONValue? = nil, spending: Spending? = nil, source: String? = nil
  ) {
    self.result = result
    self.finalAnswer = finalAnswer
    self.spending = spending
    self.source = source
  }

  /// The answer for a call that was denied.
  package init(_ denial: PermissionDenial) {
    self.init(ToolResult(callID: denial.callID, text: denial.message, isError: true))
    self.denial = denial
  }

  /// The answer for a call that the run's end overtook, so that each call has its result in the log.
  package static func cancelled(_ call: ToolCall) -> ToolAnswer {
    ToolAnswer(ToolResult(callID: call.id, text: "this call was cancelled before it ended", isError: true))
  }

  /// The answer for a call that ended, and whose result nobody has.
  static func lost(_ call: ToolCall) -> ToolAnswer {
    ToolAnswer(
      ToolResult(
        callID: call.id,
        text: "this call had ended, and its result was lost: look what it has done before you make it again",
        isError: true))
  }

  /// The answer for a call that something ended in its midst.
  static func cutOff(_ call: ToolCall) -> ToolAnswer {
    ToolAnswer(
      ToolResult(
        callID: call.id,
        text: "this call was cancelled in its midst: look what it has done before you make it again", isError: true))
  }

  /// The answer for a call in the last turn, in which only the final answer counts.
  static func late(_ call: ToolCall) -> ToolAnswer {
    ToolAnswer(ToolResult(callID: call.id, text: "this call was not run: it came in the last turn", isError: true))
  }
}
