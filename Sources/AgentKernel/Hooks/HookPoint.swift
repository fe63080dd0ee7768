/// The moments of a run at which a program of the user's has a say.
package enum HookPoint: String, Hashable, Sendable, CaseIterable {
  /// A call has been permitted and is about to run; what is denied is the call.
  case beforeTool = "before_tool"

  /// A call has ended; what is denied is its result, which the model then does not get.
  case afterTool = "after_tool"

  /// The model is about to be asked; a denial ends the run.
  case beforeTurn = "before_turn"

  /// A turn is over, its calls included; a denial ends the run.
  case afterTurn = "after_turn"

  /// The run is over; what is denied is its answer.
  case atEnd = "at_end"

  /// Whether the moment belongs to one tool.
  package var isAboutTool: Bool { self == .beforeTool || self == .afterTool }
}
