/// A text with placeholders like `{{range}}`.
///
/// Values are put in as they are: a placeholder inside a value is left alone, so what a repository says cannot pull
/// other values into the prompt.
package struct PromptTemplate: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case text(String)
    case placeholder(String)
  }

  private let parts: [Part]
  private let source: String

  /// Reads a template.
  ///
  /// - Throws: `AgentKernelError` with code `.invalidTemplate` when a placeholder is not closed.
  package init(_ text: String, source: String) throws(AgentKernelError) {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
        throw AgentKernelError(.invalidTemplate, "\(source): a {{ has no }}")
      }
      parts.append(.text(String(rest[..<open.lowerBound])))
      let name = rest[open.upperBound..<close.lowerBound].filter { !$0.isWhitespace }
      parts.append(.placeholder(String(name)))
      rest = rest[close.upperBound...]
    }
    parts.append(.text(String(rest)))
    self.parts = parts
    self.source = source
  }

  /// The text with every placeholder replaced.
  ///
  /// - Throws: `AgentKernelError` with code `.invalidTemplate` when a placeholder has no value.
  package func filled(with values: [String: String]) throws(AgentKernelError) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let piece): text += piece
      case .placeholder(let name):
        guard let value = values[name] else {
          let known = values.keys.sorted().joined(separator: ", ")
          throw AgentKernelError(.invalidTemplate, "\(source): nothing is known of {{\(name)}}; known are: \(known)")
        }
        text += value
      }
    }
    return text
  }
}
