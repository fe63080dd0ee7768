internal import SwiftSyntax

/// A function with a completion handler made async itself, with all its calls, or why that cannot be.
struct CompletionConversion {
  /// By the index of their source; nil when it cannot be.
  private(set) var edits: [Int: [SourceEdit]]?

  /// Why not, the end of a sentence; nil where the body says so already.
  private(set) var hindrance: String?

  /// - Parameters:
  ///   - alternative: the function, and what async form it would have.
  ///   - home: the index of its source.
  ///   - sources: what may be changed.
  ///   - others: what is only read.
  init(
    _ alternative: AsyncAlternative, in home: Int, of sources: [ParsedSource], beside others: [ParsedSource]
  ) {
    let (function, handler) = (alternative.function, alternative.handler)
    let isValue = if case .value = handler.shape { true } else { false }
    guard isValue || handler.failsWithAnyError || !handler.isFailing,
      let body = DirectCompletion(alternative, in: sources[home])
    else { return }
    let name = function.name.text
    if let other = others.first(where: { Self.names(name, in: $0).isEmpty == false }) {
      hindrance = "\(other.path), which is not to be changed, names it"
      return
    }
    var edits: [Int: [SourceEdit]] = [home: Self.head(function, handler, sources[home]) + body.edits]
    for (index, source) in sources.enumerated() {
      var open = Set(Self.names(name, in: source))
      if index == home { open.remove(function.name.byteRange.lowerBound) }
      for call in ContinuationCall.all(of: name, alternative, in: source) {
        open.remove(call.name.lowerBound)
        edits[index, default: []] += call.edits
      }
      for call in SyntaxNodes.all(FunctionCallExprSyntax.self, in: source.tree) {
        guard let called = CalledName(call.calledExpression), open.contains(called.token.byteRange.lowerBound),
          let handled = HandledCall(call, handler, in: source)
        else { continue }
        open.remove(called.token.byteRange.lowerBound)
        edits[index, default: []] += handled.edits
      }
      if let place = open.min() {
        hindrance = "\(source.path):\(source.line(of: place)) names it in another form"
        return
      }
    }
    self.edits = edits
  }

  /// Where a name stands, whatever it means there.
  private static func names(_ name: String, in source: ParsedSource) -> [Int] {
    source.tree.tokens(viewMode: .sourceAccurate).compactMap { token in
      if case .identifier(name) = token.tokenKind { token.byteRange.lowerBound } else { nil }
    }
  }

  /// The head without the handler, and with what is awaited and returned.
  private static func head(
    _ function: FunctionDeclSyntax, _ handler: CompletionHandler, _ source: ParsedSource
  ) -> [SourceEdit] {
    let clause = function.signature.parameterClause
    let parameters = Array(clause.parameters)
    let start =
      parameters.count > 1
      ? parameters[parameters.count - 2].trailingComma?.byteRange.lowerBound ?? clause.leftParen.byteRange.upperBound
      : clause.leftParen.byteRange.upperBound
    let end = function.signature.returnClause?.byteRange.upperBound ?? clause.rightParen.byteRange.upperBound
    return [
      SourceEdit(start..<handler.parameter.byteRange.upperBound, ""),
      SourceEdit(clause.rightParen.byteRange.upperBound..<end, handler.effects),
    ]
  }
}
