internal import SwiftSyntax

/// What turns one XCTestCase with its extensions into a suite of Swift Testing, or why it cannot be.
struct TestClassMigration {
  struct Options {
    let isSerialized: Bool
    let dropsList: Bool
    let mayCancel: Bool
  }

  struct Fault {
    let reason: String
    let offset: Int
  }

  private(set) var edits: [SourceEdit] = []
  private(set) var faults: [Fault] = []

  private let source: ParsedSource
  private let options: Options

  /// - Parameters:
  ///   - type: the class.
  ///   - parts: the class and its extensions.
  ///   - folded: the file's tree with operators in their order.
  ///   - foreign: functions of other files that assert with XCTest.
  ///   - inherited: classes from which others inherit.
  init(
    _ type: TypeDeclaration, _ parts: [TypeDeclaration], _ folded: Syntax, _ source: ParsedSource,
    _ options: Options, foreign: Set<String>, inherited: Set<String>
  ) {
    self.source = source
    self.options = options
    if inherited.contains(type.name) { fault("a class inherits from it", type.node) }
    if type.modifiers.contains(where: { $0.name.text == "open" }) { fault("it is open", type.node) }
    for part in parts {
      if part.attributes.contains(where: { $0.trimmedDescription.hasPrefix("@available") }) {
        fault("a suite cannot have @available", part.node)
      }
      readMembers(part)
      // There its assertions would say nothing any more.
      if let helper = part.block.tokens(viewMode: .sourceAccurate).first(where: { foreign.contains($0.text) }) {
        fault("it names \(helper.text), which asserts with XCTest in another file", helper)
      }
    }
    let ranges = parts.map(\.node.byteRange)
    let assertions = TestAssertions(in: folded, source, options.mayCancel, skips) { place in
      ranges.contains { $0.contains(place) }
    }
    edits += assertions.edits
    faults += assertions.faults
    for part in parts { readSuper(part) }
    changeHead(type, mustBeClass: mustBeClass(parts))
  }

  /// Skips at the beginning of a test that have become traits of it.
  private var skips: Set<Int> = []

  private mutating func fault(_ reason: String, _ node: some SyntaxProtocol) {
    faults.append(Fault(reason: reason, offset: node.byteRange.lowerBound))
  }

  private mutating func readMembers(_ part: TypeDeclaration) {
    var hasSetUp = false
    var hasTearDown = false
    for member in part.members {
      if let initializer = member.as(InitializerDeclSyntax.self) { fault("it has an initializer", initializer) }
      if let end = member.as(DeinitializerDeclSyntax.self) { fault("it has a deinitializer", end) }
      guard let declaration = Declaration(member) else { continue }
      if declaration.names.contains("allTests") {
        if options.dropsList {
          edits.append(SourceEdit(source.removal(of: member.byteRange), ""))
        } else {
          fault("other files may name `allTests`", member)
        }
        continue
      }
      if declaration.has(attribute: "objc") { fault("a member is @objc", member) }
      guard let function = member.as(FunctionDeclSyntax.self) else {
        if declaration.has(modifier: "override") { fault("it overrides \(declaration.names.joined())", member) }
        continue
      }
      let name = function.name.text
      if declaration.has(modifier: "override") {
        switch name {
        case "setUp", "setUpWithError":
          if hasSetUp { fault("it is set up twice", function) }
          hasSetUp = true
          changeSetUp(function, declaration)
        case "tearDown", "tearDownWithError":
          if hasTearDown { fault("it is torn down twice", function) }
          hasTearDown = true
          changeTearDown(function, declaration)
        default: fault("it overrides \(name)", function)
        }
      } else if isTest(function, declaration) {
        changeTest(function, declaration)
      }
    }
  }

  private func isTest(_ function: FunctionDeclSyntax, _ declaration: Declaration) -> Bool {
    function.name.text.hasPrefix("test") && function.signature.parameterClause.parameters.isEmpty
      && (function.signature.returnClause.map { ["Void", "()"].contains($0.type.trimmedDescription) } ?? true)
      && !["static", "class", "private", "fileprivate"].contains { declaration.has(modifier: $0) }
      && function.genericParameterClause == nil
  }

  private mutating func changeTest(_ function: FunctionDeclSyntax, _ declaration: Declaration) {
    let traits = SkipTraits(function, source)
    skips.formUnion(traits.offsets)
    edits += traits.edits
    let start = function.byteRange.lowerBound
    let list = traits.traits.isEmpty ? "" : "(\(traits.traits.joined(separator: ", ")))"
    edits.append(SourceEdit(start..<start, "@Test\(list) "))
  }

  /// `override func setUp() async throws` becomes `init() async throws`.
  private mutating func changeSetUp(_ function: FunctionDeclSyntax, _ declaration: Declaration) {
    guard isPlainOverride(function, declaration) else {
      return fault("\(function.name.text) is no plain override", function)
    }
    let start = (function.modifiers.first?.byteRange ?? function.funcKeyword.byteRange).lowerBound
    edits.append(SourceEdit(start..<function.name.byteRange.upperBound, "init"))
  }

  /// `override func tearDown()` becomes `deinit`, which can neither fail nor wait.
  private mutating func changeTearDown(_ function: FunctionDeclSyntax, _ declaration: Declaration) {
    guard isPlainOverride(function, declaration), let body = function.body else {
      return fault("\(function.name.text) is no plain override", function)
    }
    for token in body.tokens(viewMode: .sourceAccurate) where ["try", "await", "throw"].contains(token.text) {
      guard token.nextToken(viewMode: .sourceAccurate)?.text != "super",
        !(token.text == "try" && token.nextToken(viewMode: .sourceAccurate)?.text == "await")
      else { continue }
      return fault("a deinitializer can neither fail nor wait", token)
    }
    let start = (function.modifiers.first?.byteRange ?? function.funcKeyword.byteRange).lowerBound
    edits.append(SourceEdit(start..<body.leftBrace.byteRange.lowerBound, "deinit "))
  }

  private func isPlainOverride(_ function: FunctionDeclSyntax, _ declaration: Declaration) -> Bool {
    function.modifiers.allSatisfy { ["override", "public", "internal"].contains($0.name.text) }
      && function.signature.parameterClause.parameters.isEmpty && function.body != nil
      && function.attributes.allSatisfy { $0.trimmedDescription == "@MainActor" }
      && !SyntaxNodes.hasComment(within: function.signature)
  }

  /// Calls of `super.setUp()` go; what else is asked of the class above has no counterpart.
  private mutating func readSuper(_ part: TypeDeclaration) {
    for reference in SyntaxNodes.all(SuperExprSyntax.self, in: part.node) {
      guard let item = SyntaxNodes.around(reference, CodeBlockItemSyntax.self),
        let member = reference.parent?.as(MemberAccessExprSyntax.self),
        ["setUp", "setUpWithError", "tearDown", "tearDownWithError"].contains(member.declName.baseName.text),
        let call = member.parent?.as(FunctionCallExprSyntax.self), call.arguments.isEmpty, isStatement(call, item)
      else {
        fault("it asks something of XCTestCase", reference)
        continue
      }
      edits.append(SourceEdit(source.removal(of: item.byteRange), ""))
    }
  }

  private func isStatement(_ call: FunctionCallExprSyntax, _ item: CodeBlockItemSyntax) -> Bool {
    var words = item.tokens(viewMode: .sourceAccurate).map(\.text)[...]
    while let first = words.first, ["try", "await"].contains(first) { words.removeFirst() }
    return words.elementsEqual(call.tokens(viewMode: .sourceAccurate).map(\.text))
  }

  /// A suite that remembers something that changes, or ends with something, stays a class.
  private func mustBeClass(_ parts: [TypeDeclaration]) -> Bool {
    parts.contains { part in
      part.members.contains { member in
        if let function = member.as(FunctionDeclSyntax.self) { return function.name.text.hasPrefix("tearDown") }
        guard let property = member.as(VariableDeclSyntax.self), property.bindingSpecifier.text == "var",
          let declaration = Declaration(member), !declaration.has(modifier: "static"),
          !declaration.has(modifier: "class")
        else { return false }
        return !property.bindings.allSatisfy { $0.accessorBlock != nil }
      }
        || part.node.tokens(viewMode: .sourceAccurate).contains {
          ["weak", "unowned", "ObjectIdentifier"].contains($0.text)
        }
    }
  }

  private mutating func changeHead(_ type: TypeDeclaration, mustBeClass: Bool) {
    let start = type.node.byteRange.lowerBound
    if options.isSerialized {
      let gap = source.isFirstOnLine(start) ? source.lineEnd + source.indentation(at: start) : " "
      edits.append(SourceEdit(start..<start, "@Suite(.serialized)\(gap)"))
    }
    let final = type.modifiers.first { $0.name.text == "final" }
    if !mustBeClass {
      if let final { edits.append(SourceEdit(source.removal(of: final.byteRange), "")) }
      edits.append(SourceEdit(type.keyword.byteRange, "struct"))
    } else if final == nil {
      let place = type.keyword.byteRange.lowerBound
      edits.append(SourceEdit(place..<place, "final "))
    }
    guard let clause = type.inheritance, let first = clause.inheritedTypes.first else { return }
    if clause.inheritedTypes.count == 1 {
      let previous = clause.colon.previousToken(viewMode: .sourceAccurate)?.byteRange.upperBound
      edits.append(SourceEdit((previous ?? clause.byteRange.lowerBound)..<clause.byteRange.upperBound, ""))
    } else {
      let next = clause.inheritedTypes.dropFirst().first?.byteRange.lowerBound ?? first.byteRange.upperBound
      edits.append(SourceEdit(first.byteRange.lowerBound..<next, ""))
    }
  }
}
