internal import SwiftSyntax

/// An async function beside one that takes a completion handler, which it calls.
struct AsyncAlternative {
  let function: FunctionDeclSyntax
  let handler: CompletionHandler

  /// Why there can be none; nil when nothing speaks against it.
  let hindrance: String?

  /// - Returns: nil for a function that takes no completion handler.
  init?(of declaration: Declaration) {
    guard let function = declaration.node.as(FunctionDeclSyntax.self), let handler = CompletionHandler(of: function),
      function.signature.effectSpecifiers?.asyncSpecifier == nil
    else { return nil }
    (self.function, self.handler) = (function, handler)
    hindrance = Self.hindrance(declaration, function)
  }

  private static func hindrance(_ declaration: Declaration, _ function: FunctionDeclSyntax) -> String? {
    if declaration.owner?.kind == .protocol { return "it is a requirement" }
    if function.body == nil { return "it has no body" }
    if let returned = function.signature.returnClause?.type.trimmedDescription, !["Void", "()"].contains(returned) {
      return "it also returns \(returned)"
    }
    if function.signature.effectSpecifiers?.throwsClause != nil { return "it also throws" }
    for name in ["override", "mutating", "consuming"] where declaration.has(modifier: name) { return "it is \(name)" }
    for name in ["objc", "IBAction", "_disfavoredOverload"] where declaration.has(attribute: name) {
      return "it is @\(name)"
    }
    for parameter in function.signature.parameterClause.parameters.dropLast() {
      let words = parameter.type.tokens(viewMode: .sourceAccurate).map(\.text)
      if parameter.ellipsis != nil || words.contains("inout") || words.contains("autoclosure") {
        return "a parameter cannot be handed on"
      }
    }
    if SyntaxNodes.hasComment(within: function.signature) { return "its head holds a comment" }
    return nil
  }

  /// The labels of the async function.
  var labels: [String] { function.signature.parameterClause.parameters.dropLast().map(\.firstName.text) }

  /// The text of the async function, without a line end before or behind it.
  func text(in source: ParsedSource) -> String {
    let outer = source.indentation(at: function.byteRange.lowerBound)
    let unit =
      function.body.map { Indentation.unit(of: $0.byteRange, under: function.byteRange.lowerBound, in: source) } ?? "  "
    let parameters = Array(function.signature.parameterClause.parameters.dropLast())
    let list = parameters.map { parameter in
      let end = (parameter.defaultValue?.byteRange ?? parameter.type.byteRange).upperBound
      return source.string(parameter.byteRange.lowerBound..<end)
    }.joined(separator: ", ")
    let head = source.string(function.byteRange.lowerBound..<function.name.byteRange.upperBound)
    let generics = function.genericParameterClause.map { source.string($0) } ?? ""
    let requirements = function.genericWhereClause.map { " " + source.string($0) } ?? ""
    let arguments = parameters.map { parameter in
      let name = (parameter.secondName ?? parameter.firstName).text
      return parameter.firstName.text == "_" ? name : "\(parameter.firstName.text): \(name)"
    }.joined(separator: ", ")
    let call = function.name.text + (arguments.isEmpty ? "" : "(\(arguments))")
    let word = handler.isFailing ? "try await withCheckedThrowingContinuation" : "await withCheckedContinuation"
    let (closure, lines) = handler.resumption(outer: outer + unit + unit, unit: unit)
    let written =
      ["\(outer)\(head)\(generics)(\(list))\(handler.effects)\(requirements) {"]
      + [
        "\(outer)\(unit)\(word) { continuation in",
        "\(outer)\(unit)\(unit)\(call) {\(closure.isEmpty ? "" : " " + closure)",
      ]
      + lines + ["\(outer)\(unit)\(unit)}", "\(outer)\(unit)}", "\(outer)}"]
    return written.joined(separator: source.lineEnd)
  }
}
