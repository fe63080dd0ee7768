internal import SwiftSyntax

/// The last parameter of a function that hands its result on, and what an async function has in its place.
struct CompletionHandler {
  enum Shape: Equatable {
    /// `(Result<T, E>) -> Void`
    case result(value: String, failure: String)

    /// `(T?, Error?) -> Void`
    case valueOrError(value: String)

    /// `(Error?) -> Void`
    case error

    /// `(T) -> Void` and `() -> Void`
    case value(String)
  }

  let parameter: FunctionParameterSyntax
  let shape: Shape

  /// What it is called within the function.
  var name: String { (parameter.secondName ?? parameter.firstName).text }

  /// - Returns: nil when the last parameter is none.
  init?(of function: FunctionDeclSyntax) {
    guard let parameter = function.signature.parameterClause.parameters.last, parameter.ellipsis == nil else {
      return nil
    }
    self.parameter = parameter
    let name = (parameter.secondName ?? parameter.firstName).text.lowercased()
    guard name.contains("completion") || ["callback", "handler", "then"].contains(name) else { return nil }
    var type = parameter.type
    var isEscaping = false
    while true {
      if let attributed = type.as(AttributedTypeSyntax.self), attributed.specifiers.isEmpty {
        for attribute in attributed.attributes {
          switch attribute.trimmedDescription {
          case "@escaping": isEscaping = true
          case "@Sendable", "@MainActor": break
          default: return nil
          }
        }
        type = attributed.baseType
      } else if let optional = type.as(OptionalTypeSyntax.self) {
        // A function within an optional escapes.
        isEscaping = true
        type = optional.wrappedType
      } else if let tuple = type.as(TupleTypeSyntax.self), tuple.elements.count == 1, let only = tuple.elements.first,
        only.firstName == nil
      {
        type = only.type
      } else {
        break
      }
    }
    guard isEscaping, let closure = type.as(FunctionTypeSyntax.self), closure.effectSpecifiers == nil,
      ["Void", "()"].contains(closure.returnClause.type.trimmedDescription), let shape = Self.shape(closure)
    else { return nil }
    self.shape = shape
  }

  private static func shape(_ closure: FunctionTypeSyntax) -> Shape? {
    let types = closure.parameters.map(\.type)
    guard closure.parameters.allSatisfy({ $0.ellipsis == nil && $0.inoutKeyword == nil }) else { return nil }
    switch types.count {
    case 0: return .value("Void")
    case 1:
      if isError(types[0]) { return .error }
      if let result = types[0].as(IdentifierTypeSyntax.self), result.name.text == "Result" {
        let arguments = (result.genericArgumentClause?.arguments ?? []).compactMap { argument -> String? in
          if case .type(let type) = argument.argument { type.trimmedDescription } else { nil }
        }
        guard arguments.count == 2 else { return nil }
        return .result(value: arguments[0], failure: arguments[1])
      }
      return .value(types[0].trimmedDescription)
    case 2:
      guard isError(types[1]), let value = types[0].as(OptionalTypeSyntax.self) else { return nil }
      return .valueOrError(value: value.wrappedType.trimmedDescription)
    default: return nil
    }
  }

  private static func isError(_ type: TypeSyntax) -> Bool {
    ["Error?", "(any Error)?", "Swift.Error?", "(any Swift.Error)?", "NSError?"].contains(type.trimmedDescription)
  }

  /// What the async function says behind its parameters: ` async throws -> T`.
  var effects: String {
    let value = self.value
    return " async" + (isFailing ? " throws" : "") + (["Void", "()"].contains(value) ? "" : " -> \(value)")
  }

  var isFailing: Bool {
    switch shape {
    case .result(_, let failure): !["Never", "Swift.Never"].contains(failure)
    case .valueOrError, .error: true
    case .value: false
    }
  }

  /// Whether what it fails with may be any error, as what an async function throws.
  var failsWithAnyError: Bool {
    if case .result(_, let failure) = shape { return ["Error", "any Error", "Swift.Error"].contains(failure) }
    return false
  }

  private var value: String {
    switch shape {
    case .result(let value, _), .valueOrError(let value), .value(let value): value
    case .error: "Void"
    }
  }

  /// The lines of a closure that hands the result to a continuation.
  ///
  /// - Parameters:
  ///   - outer: the indentation of the closure's line.
  ///   - unit: what is added within.
  func resumption(outer: String, unit: String) -> (head: String, lines: [String]) {
    switch shape {
    case .result: ("result in", [outer + unit + "continuation.resume(with: result)"])
    case .value("Void"), .value("()"): ("", [outer + unit + "continuation.resume()"])
    case .value: ("value in", [outer + unit + "continuation.resume(returning: value)"])
    case .error:
      (
        "error in",
        [
          outer + unit + "if let error {", outer + unit + unit + "continuation.resume(throwing: error)",
          outer + unit + "} else {", outer + unit + unit + "continuation.resume()", outer + unit + "}",
        ]
      )
    case .valueOrError:
      (
        "value, error in",
        [
          outer + unit + "if let error {", outer + unit + unit + "continuation.resume(throwing: error)",
          outer + unit + "} else if let value {", outer + unit + unit + "continuation.resume(returning: value)",
          outer + unit + "} else {", outer + unit + unit + "preconditionFailure(\"neither a value nor an error\")",
          outer + unit + "}",
        ]
      )
    }
  }
}
