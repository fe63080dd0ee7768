internal import SwiftSyntax

/// Edits that turn a function's labels into others, at its declaration and wherever it is named.
struct FunctionRelabelling {
  let from: FunctionName

  /// As many labels as the function has parameters; `_` for none.
  let labels: [String]

  /// A function's parameters with the new labels.
  func declaration(_ clause: FunctionParameterClauseSyntax) -> [SourceEdit] {
    zip(clause.parameters, zip(from.labels, labels)).compactMap { parameter, change in
      let (old, new) = change
      guard old != new else { return nil }
      let first = parameter.firstName.byteRange
      guard let second = parameter.secondName else {
        // `url: URL` gets a name beside its label.
        return SourceEdit(first.lowerBound..<first.lowerBound, new + " ")
      }
      // One word is enough where both are the same.
      if second.text == new { return SourceEdit(first.lowerBound..<second.byteRange.lowerBound, "") }
      return SourceEdit(first, new)
    }
  }

  /// A call's arguments with the new labels.
  ///
  /// - Parameter parameters: to which parameter each argument in parentheses goes.
  func call(_ call: FunctionCallExprSyntax, _ parameters: [Int]) -> [SourceEdit] {
    zip(call.arguments, parameters).compactMap { argument, index in
      let (old, new) = (from.labels[index], labels[index])
      guard old != new else { return nil }
      let start = argument.expression.byteRange.lowerBound
      guard let label = argument.label else { return SourceEdit(start..<start, new + ": ") }
      return new == "_" ? SourceEdit(label.byteRange.lowerBound..<start, "") : SourceEdit(label.byteRange, new)
    }
  }

  /// A reference such as `load(from:)`; nil when it is another function's.
  func reference(_ reference: DeclReferenceExprSyntax) -> [SourceEdit]? {
    guard reference.baseName.text == from.base || reference.baseName.text == from.type,
      let names = reference.argumentNames,
      names.arguments.map(\.name.text) == from.labels
    else { return nil }
    return zip(names.arguments, labels).compactMap { argument, new in
      argument.name.text == new ? nil : SourceEdit(argument.name.byteRange, new)
    }
  }
}
