internal import Characterization

/// A call of Python code while it is put together: what is called, and with which arguments.
struct PythonCall: Hashable, Sendable {
  /// An argument as it stands in the call.
  struct Argument: Hashable, Sendable {
    let parameter: String
    let value: PythonValue

    /// Whether its name is written before it.
    let isNamed: Bool

    var text: String { isNamed ? "\(parameter)=\(value.text)" : value.text }
  }

  /// What stands before the parenthesis: `slugify`, `stack.push`.
  let callee: String
  let arguments: [Argument]

  var text: String { "\(callee)(\(arguments.map(\.text).joined(separator: ", ")))" }

  /// What the arguments stand for, as far as there are words for it.
  var words: String {
    arguments.prefix(3).map { argument in
      let words = argument.value.words
      guard !words.isEmpty, argument.isNamed else { return words }
      return "\(argument.parameter) \(words)"
    }.filter { !$0.isEmpty }.joined(separator: " and ")
  }

  var imports: [String] { arguments.flatMap(\.value.imports) }
}
