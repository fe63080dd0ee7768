internal import SwiftSyntax

/// XCTest becomes Swift Testing, one class after the other.
struct SwiftTestingMigration: SourceRewriter {
  static let description = RewriterDescription(
    "swift-testing",
    "Turns XCTestCase classes into suites of Swift Testing; a class with something that has no counterpart stays whole.",
    [
      RewriterParameter(
        "serialized", .flag, "whether the tests of a suite run one after the other, as in XCTest", standard: "false"),
      RewriterParameter(
        "drop-list", .flag, "whether `static var allTests` goes, which other files may name", standard: "false"),
      RewriterParameter(
        "cancel", .flag, "whether skips within a test become `Test.cancel`, which Swift 6.3 brought", standard: "false"),
    ], reach: .project)

  private let options: TestClassMigration.Options

  init(_ arguments: RewriterArguments) {
    options = TestClassMigration.Options(
      isSerialized: arguments.flag("serialized"), dropsList: arguments.flag("drop-list"),
      mayCancel: arguments.flag("cancel"))
  }

  func outcome(for files: [SourceFile], beside others: [SourceFile]) -> RewriteOutcome {
    var project = ProjectDraft(files)
    let helpers = TestHelpers(project.sources + ProjectDraft(others).sources)
    var outcome = RewriteOutcome()
    for (index, source) in project.sources.enumerated() {
      var draft = RewriteDraft(source)
      rewrite(&draft, index, helpers)
      outcome.notes += draft.notes
      if let step = project.step("Move from XCTest to Swift Testing in \(source.path)", [index: draft.edits]) {
        outcome.steps.append(step)
      }
    }
    outcome.notes = project.notes + outcome.notes
    return outcome
  }

  private func rewrite(_ draft: inout RewriteDraft, _ index: Int, _ helpers: TestHelpers) {
    let source = draft.source
    guard let module = testModule(in: source.tree) else { return }
    let types = Declaration.all(in: source.tree).compactMap { TypeDeclaration($0.node) }
    let classes = types.filter { $0.kind == .class && $0.inherited.first == "XCTestCase" }
    guard !classes.isEmpty else { return }
    if let name = ambiguousName(in: source.tree) {
      return draft.note(
        "the file keeps XCTest: \(name.text) means something else in Testing", at: name.byteRange.lowerBound)
    }

    var edits: [SourceEdit] = []
    var isWhole = true
    let folded = source.folded
    let parts = classes.map { type in
      [type] + types.filter { $0.kind == .extension && $0.name == type.name }
    }
    // What stands outside the classes is done with them or not at all, since it is called from them.
    let ranges = parts.flatMap { $0 }.map(\.node.byteRange)
    let outside = TestAssertions(in: folded, source, options.mayCancel) { place in
      !ranges.contains { $0.contains(place) }
    }
    var migrations: [TestClassMigration] = []
    for (type, parts) in zip(classes, parts) {
      let migration = TestClassMigration(
        type, parts, folded, source, options, foreign: helpers.foreign(to: index), inherited: helpers.inherited)
      for fault in migration.faults {
        draft.note("\(type.name) stays an XCTestCase: \(fault.reason)", at: fault.offset)
      }
      if migration.faults.isEmpty { migrations.append(migration) } else { isWhole = false }
    }
    if outside.isSomething {
      for fault in outside.faults { draft.note("the file keeps XCTest: \(fault.reason)", at: fault.offset) }
      if let name = helpers.shared(by: index) {
        return draft.note("the file keeps XCTest: other files name \(name), which asserts", at: 0)
      }
      guard isWhole, outside.faults.isEmpty else { return }
      edits += outside.edits
    }
    guard !migrations.isEmpty else { return }
    edits += migrations.flatMap(\.edits)
    edits += imports(module, isWhole, source)
    if !draft.add(edits) { draft.note("the file keeps XCTest: its tests lie within one another", at: 0) }
  }

  private func testModule(in tree: SourceFileSyntax) -> ImportDeclSyntax? {
    tree.statements.lazy.compactMap { $0.item.as(ImportDeclSyntax.self) }.first {
      $0.path.trimmedDescription == "XCTest"
    }
  }

  /// Names of types that Testing has too, so that they would be ambiguous with those of another module.
  private static let names: Set<String> = [
    "Attachable", "Attachment", "Backtrace", "Bug", "Comment", "ConditionTrait", "Confirmation", "ExitStatus",
    "ExitTest", "Expectation", "Issue", "ParallelizationTrait", "SourceContext", "SourceLocation", "Suite",
    "SuiteTrait",
    "Tag", "Test", "TestScoping", "TestTrait", "TimeLimitTrait", "Trait",
  ]

  private func ambiguousName(in tree: SourceFileSyntax) -> TokenSyntax? {
    tree.tokens(viewMode: .sourceAccurate).first { token in
      guard case .identifier(let text) = token.tokenKind, Self.names.contains(text) else { return false }
      if token.parent?.is(IdentifierTypeSyntax.self) == true {
        return token.parent?.parent?.is(AttributeSyntax.self) != true
      }
      guard let reference = token.parent?.as(DeclReferenceExprSyntax.self) else { return false }
      return reference.parent?.as(MemberAccessExprSyntax.self)?.declName.id != reference.id
    }
  }

  /// XCTest brought Foundation with it, so that it must be imported now.
  private func imports(_ module: ImportDeclSyntax, _ isWhole: Bool, _ source: ParsedSource) -> [SourceEdit] {
    let names = Set(SyntaxNodes.all(ImportDeclSyntax.self, in: source.tree).map(\.path.trimmedDescription))
    let place = source.lineStart(module.byteRange.lowerBound)
    var added = ""
    if isWhole {
      if !names.contains("Foundation") { added += "import Foundation\(source.lineEnd)" }
      var edits = added.isEmpty ? [] : [SourceEdit(place..<place, added)]
      if names.contains("Testing") {
        edits.append(SourceEdit(source.removal(of: module.byteRange), ""))
      } else {
        edits.append(SourceEdit(module.path.byteRange, "Testing"))
      }
      return edits
    }
    return names.contains("Testing") ? [] : [SourceEdit(place..<place, "import Testing\(source.lineEnd)")]
  }
}
