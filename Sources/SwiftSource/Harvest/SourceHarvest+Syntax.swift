internal import SwiftParser
internal import SwiftSyntax

extension SourceHarvest {
  /// Reads a source file, or a piece of Swift from a document.
  ///
  /// - Parameters:
  ///   - path: what the file is called in what comes of it.
  ///   - text: Swift source; what does not parse is passed over.
  package init(path: String, text: String) {
    let tree = Parser.parse(source: text)
    let collector = HarvestCollector(path: path, converter: SourceLocationConverter(fileName: path, tree: tree))
    collector.walk(tree)
    self.init(
      path: path, imports: collector.imports, functions: collector.functions, literals: collector.fileLiterals,
      calls: collector.calls, uncoverable: collector.uncoverable, types: collector.types)
  }
}

/// Goes through a file once, and keeps for each function that is open what was found in it.
private final class HarvestCollector: SyntaxVisitor {
  private struct Open {
    let node: SyntaxIdentifier
    let name: String
    let labels: [String]
    let parameters: [String]
    let line: Int
    let lines: ClosedRange<Int>
    let hasBody: Bool
    var literals: [SourceLiteral] = []
    var conditions: [FunctionHarvest.Condition] = []
    var complexity = 1
    var calls: Set<String> = []
    var names: Set<String> = []
  }

  private let path: String
  private let converter: SourceLocationConverter
  private var scopes: [String] = []
  private var open: [Open] = []
  private var constants: [String: String] = [:]

  var imports: [String] = []
  var functions: [FunctionHarvest] = []
  var fileLiterals: [SourceLiteral] = []
  var calls: [SourceHarvest.CallSite] = []
  var uncoverable: [UncoverablePlace] = []
  var types: Set<String> = []

  init(path: String, converter: SourceLocationConverter) {
    self.path = path
    self.converter = converter
    super.init(viewMode: .sourceAccurate)
  }

  private func line(_ node: some SyntaxProtocol) -> Int {
    converter.location(for: node.positionAfterSkippingLeadingTrivia).line
  }

  private func lines(_ node: some SyntaxProtocol) -> ClosedRange<Int> {
    let first = line(node)
    return first...max(first, converter.location(for: node.endPositionBeforeTrailingTrivia).line)
  }

  // MARK: Scopes

  private func enterType(_ name: String) -> SyntaxVisitorContinueKind {
    scopes.append(name)
    types.insert(scopes.joined(separator: "."))
    return .visitChildren
  }

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { enterType(node.name.text) }
  override func visitPost(_ node: StructDeclSyntax) { scopes.removeLast() }
  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { enterType(node.name.text) }
  override func visitPost(_ node: ClassDeclSyntax) { scopes.removeLast() }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { enterType(node.name.text) }
  override func visitPost(_ node: EnumDeclSyntax) { scopes.removeLast() }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { enterType(node.name.text) }
  override func visitPost(_ node: ActorDeclSyntax) { scopes.removeLast() }
  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { enterType(node.name.text) }
  override func visitPost(_ node: ProtocolDeclSyntax) { scopes.removeLast() }
  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
    enterType(node.extendedType.trimmedDescription)
  }
  override func visitPost(_ node: ExtensionDeclSyntax) { scopes.removeLast() }

  private func enter(
    _ node: some SyntaxProtocol, name: String, at token: some SyntaxProtocol,
    parameters: FunctionParameterListSyntax? = nil, hasBody: Bool
  ) {
    // What is declared within a function belongs to it.
    guard open.isEmpty else { return }
    open.append(
      Open(
        node: node.id, name: name.withoutBackticks, labels: parameters?.map(\.firstName.text) ?? [],
        parameters: parameters?.map { ($0.secondName ?? $0.firstName).text.withoutBackticks } ?? [], line: line(token),
        lines: lines(node), hasBody: hasBody))
  }

  private func leave(_ node: some SyntaxProtocol) {
    guard let last = open.last, last.node == node.id else { return }
    open.removeLast()
    functions.append(
      FunctionHarvest(
        path: path, owner: scopes.joined(separator: "."), name: last.name, labels: last.labels,
        parameters: last.parameters,
        line: last.line, lines: last.lines, hasBody: last.hasBody, literals: last.literals.uniqued,
        conditions: last.conditions.uniqued,
        complexity: last.complexity, calls: last.calls, names: last.names))
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(
      node, name: node.name.text, at: node.name, parameters: node.signature.parameterClause.parameters,
      hasBody: node.body != nil)
    return .visitChildren
  }
  override func visitPost(_ node: FunctionDeclSyntax) { leave(node) }
  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(
      node, name: "init", at: node.initKeyword, parameters: node.signature.parameterClause.parameters,
      hasBody: node.body != nil)
    return .visitChildren
  }
  override func visitPost(_ node: InitializerDeclSyntax) { leave(node) }
  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(
      node, name: "subscript", at: node.subscriptKeyword, parameters: node.parameterClause.parameters,
      hasBody: Self.hasBody(node.accessorBlock))
    return .visitChildren
  }
  override func visitPost(_ node: SubscriptDeclSyntax) { leave(node) }
  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    if let binding = node.bindings.first, let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier {
      if let block = binding.accessorBlock { enter(node, name: name.text, at: name, hasBody: Self.hasBody(block)) }
      if let value = binding.initializer?.value, node.bindingSpecifier.text == "let", node.bindings.count == 1 {
        let reader = ExpressionReader(constants: constants)
        if let text = reader.selfContained(value) { constants[name.text] = constants[name.text] ?? text }
      }
    }
    return .visitChildren
  }
  override func visitPost(_ node: VariableDeclSyntax) { leave(node) }

  private static func hasBody(_ block: AccessorBlockSyntax?) -> Bool {
    switch block?.accessors {
    case .accessors(let list): list.contains { $0.body != nil }
    case .getter: true
    case nil: false
    }
  }

  // MARK: Findings

  override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind {
    let name = node.path.first?.name.text ?? ""
    if !imports.contains(name) { imports.append(name) }
    return .skipChildren
  }

  private func found(_ literal: SourceLiteral) {
    if open.isEmpty { fileLiterals.append(literal) } else { open[0].literals.append(literal) }
  }

  override func visit(_ node: IntegerLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    if let literal = ExpressionReader.literal(ExprSyntax(node)) { found(literal) }
    return .visitChildren
  }
  override func visit(_ node: FloatLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    if let literal = ExpressionReader.literal(ExprSyntax(node)) { found(literal) }
    return .visitChildren
  }
  override func visit(_ node: StringLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    if let literal = ExpressionReader.literal(ExprSyntax(node)) { found(literal) }
    return .visitChildren
  }
  override func visit(_ node: RegexLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    found(.regex(node.regex.text))
    return .visitChildren
  }

  private func branch() { if !open.isEmpty { open[0].complexity += 1 } }

  override func visit(_ node: IfExprSyntax) -> SyntaxVisitorContinueKind { branch(); return .visitChildren }
  override func visit(_ node: GuardStmtSyntax) -> SyntaxVisitorContinueKind { branch(); return .visitChildren }
  override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind { branch(); return .visitChildren }
  override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind { branch(); return .visitChildren }
  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind { branch(); return .visitChildren }
  override func visit(_ node: CatchClauseSyntax) -> SyntaxVisitorContinueKind { branch(); return .visitChildren }

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    if !open.isEmpty { open[0].names.insert(node.baseName.text) }
    return .visitChildren
  }

  override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    guard !open.isEmpty else { return .visitChildren }
    open[0].conditions += ConditionReader.conditions(in: node)
    for element in node.elements {
      let text = element.trimmedDescription
      if text == "&&" || text == "||" || text == "??" || element.is(UnresolvedTernaryExprSyntax.self) { branch() }
    }
    return .visitChildren
  }

  override func visit(_ node: SwitchExprSyntax) -> SyntaxVisitorContinueKind {
    guard !open.isEmpty else { return .visitChildren }
    open[0].complexity += max(0, node.cases.count - 1)
    open[0].conditions += ConditionReader.conditions(in: node)
    return .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    let reader = ExpressionReader(constants: constants)
    guard let name = reader.calledName(node) else { return .visitChildren }
    if ["fatalError", "preconditionFailure", "assertionFailure"].contains(name) {
      uncoverable.append(UncoverablePlace(reason: .trap, lines: lines(node), text: node.trimmedDescription))
    }
    if !open.isEmpty {
      open[0].calls.insert(name)
      // A label that tells of a file to be read counts as a name: `String(contentsOf: url)`.
      open[0].names.formUnion(node.arguments.compactMap { $0.label?.text }.filter { $0.hasPrefix("contentsOf") })
      if let condition = ConditionReader.condition(in: node, name: name) { open[0].conditions.append(condition) }
    }
    if let call = reader.callSite(node, name: name) { calls.append(call) }
    return .visitChildren
  }

  override func visit(_ node: IfConfigDeclSyntax) -> SyntaxVisitorContinueKind {
    for clause in node.clauses {
      guard let elements = clause.elements, let condition = clause.condition else { continue }
      guard BuildCondition.isFalse(condition) else { continue }
      uncoverable.append(
        UncoverablePlace(
          reason: .inactive, lines: lines(elements),
          text: "\(clause.poundKeyword.text) \(condition.trimmedDescription)"))
    }
    return .visitChildren
  }
}

/// Conditions of the build that surely do not hold where tests run.
private enum BuildCondition {
  static func isFalse(_ condition: ExprSyntax) -> Bool {
    let text = condition.trimmedDescription.filter { $0 != " " }
    #if os(Linux)
      let isOther = ["macOS", "iOS", "tvOS", "watchOS", "visionOS", "Windows", "Android", "WASI", "OSX"]
    #else
      let isOther = ["Linux", "iOS", "tvOS", "watchOS", "visionOS", "Windows", "Android", "WASI"]
    #endif
    let alternatives = text.components(of: "||")
    return text == "false" || alternatives.allSatisfy { part in isOther.contains { part == "os(\($0))" } }
  }
}

extension String {
  fileprivate func components(of separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}

extension Sequence where Element: Hashable {
  /// The elements in their order, each once.
  package var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
