internal import AgentKernel
internal import Models

/// How a model calls tools.
package enum ToolProtocol: String, Hashable, Sendable, CaseIterable {
  /// By the means of its wire protocol.
  case native

  /// As text that the provider holds to a schema.
  case schema

  /// As text in a fenced block.
  case fenced

  /// The form of calls that are text; nil for native ones.
  ///
  /// The Messages protocol has no member that holds an answer to a schema, so its calls are fenced.
  func form(over wireProtocol: ModelProtocol) -> TextToolProvider.Form? {
    switch self {
    case .native: nil
    case .schema: wireProtocol == .messages ? .fenced : .schema
    case .fenced: .fenced
    }
  }
}
