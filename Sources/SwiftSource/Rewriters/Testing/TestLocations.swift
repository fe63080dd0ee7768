internal import SwiftSyntax

/// Functions that are told where they were called, in `file` and `line`, and are told so in a `SourceLocation` from now on.
struct TestLocations {
  private(set) var edits: [SourceEdit] = []

  /// The functions, by where they begin.
  private var functions: Set<Int> = []

  /// - Parameter isMeant: whether a place belongs to the part of the file that changes.
  init(in tree: Syntax, _ isMeant: (Int) -> Bool) {
    for function in SyntaxNodes.all(FunctionDeclSyntax.self, in: tree) {
      guard isMeant(function.byteRange.lowerBound), let range = Self.parameters(of: function),
        !SyntaxNodes.hasComment(within: function.signature.parameterClause)
      else { continue }
      functions.insert(function.byteRange.lowerBound)
      edits.append(SourceEdit(range, "sourceLocation: SourceLocation = #_sourceLocation"))
      for call in SyntaxNodes.all(FunctionCallExprSyntax.self, in: function) {
        guard let arguments = Self.arguments(of: call), isTold(call) else { continue }
        edits.append(SourceEdit(arguments, "sourceLocation: sourceLocation"))
      }
    }
  }

  /// `file: file, line: line` among a call's arguments, where the function around it is told so; nil when it is not there.
  func arguments(of call: FunctionCallExprSyntax) -> Range<Int>? { isTold(call) ? Self.arguments(of: call) : nil }

  /// Whether a name is one of those arguments, or of those parameters.
  func covers(_ token: TokenSyntax) -> Bool {
    edits.contains { $0.range.contains(token.byteRange.lowerBound) }
  }

  /// Uses of `file` and `line` that would lose what they name.
  func leftovers(in tree: Syntax) -> [TokenSyntax] {
    SyntaxNodes.all(FunctionDeclSyntax.self, in: tree).filter { functions.contains($0.byteRange.lowerBound) }.flatMap {
      $0.tokens(viewMode: .sourceAccurate).filter { token in
        ["file", "line"].contains(token.text) && token.parent?.is(DeclReferenceExprSyntax.self) == true
          && token.parent?.parent?.is(MemberAccessExprSyntax.self) != true && !covers(token)
      }
    }
  }

  private func isTold(_ call: FunctionCallExprSyntax) -> Bool {
    SyntaxNodes.around(call, FunctionDeclSyntax.self).map { functions.contains($0.byteRange.lowerBound) } ?? false
  }

  private static func arguments(of call: FunctionCallExprSyntax) -> Range<Int>? {
    let arguments = Array(call.arguments)
    guard let first = arguments.firstIndex(where: { $0.label?.text == "file" }), first + 1 < arguments.count,
      arguments[first].expression.trimmedDescription == "file", arguments[first + 1].label?.text == "line",
      arguments[first + 1].expression.trimmedDescription == "line"
    else { return nil }
    return arguments[first].byteRange.lowerBound..<arguments[first + 1].expression.byteRange.upperBound
  }

  private static func parameters(of function: FunctionDeclSyntax) -> Range<Int>? {
    let parameters = Array(function.signature.parameterClause.parameters)
    guard let first = parameters.firstIndex(where: { $0.firstName.text == "file" }), first + 1 < parameters.count,
      let file = parameters[first].defaultValue?.value.trimmedDescription,
      ["#file", "#filePath", "#fileID"].contains(file),
      parameters[first].type.trimmedDescription == "StaticString", parameters[first].secondName == nil,
      parameters[first + 1].firstName.text == "line", parameters[first + 1].secondName == nil,
      parameters[first + 1].type.trimmedDescription == "UInt",
      let line = parameters[first + 1].defaultValue, line.value.trimmedDescription == "#line"
    else { return nil }
    return parameters[first].byteRange.lowerBound..<line.byteRange.upperBound
  }
}
