internal import JSON

/// What a server says about a place in a file.
package struct CodeDiagnostic: Hashable, Sendable {
  package enum Severity: Int, Hashable, Sendable, Comparable {
    case error = 1
    case warning
    case information
    case hint

    package var name: String {
      switch self {
      case .error: "error"
      case .warning: "warning"
      case .information: "information"
      case .hint: "hint"
      }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  package let range: ProtocolRange

  package let severity: Severity

  /// In the server's words, which are foreign text.
  package let message: String

  /// The rule or number behind it, and who says it.
  package let code: String?
  package let source: String?

  /// - Returns: nil for what is no diagnostic.
  init?(_ value: JSONValue) {
    guard let range = value["range"].flatMap(ProtocolRange.init(_:)), let message = value["message"]?.string else {
      return nil
    }
    self.range = range
    self.message = message
    severity = value["severity"]?.integer.flatMap(Severity.init(rawValue:)) ?? .error
    code = value["code"]?.string ?? value["code"]?.integer.map { "\($0)" }
    source = value["source"]?.string
  }
}
