internal import SwiftSyntax

/// What turns XCTest's calls in a part of a file into those of Swift Testing, and those that have no counterpart.
struct TestAssertions {
  private(set) var edits: [SourceEdit] = []
  private(set) var faults: [TestClassMigration.Fault] = []

  /// Whether something of XCTest is there at all.
  private(set) var isSomething = false

  /// - Parameters:
  ///   - tree: the file with operators in their order.
  ///   - mayCancel: whether a skip becomes a call that Swift 6.3 brought.
  ///   - skips: where calls stand that have become traits already.
  ///   - isMeant: whether a place belongs to the part.
  init(
    in tree: Syntax, _ source: ParsedSource, _ mayCancel: Bool, _ skips: Set<Int> = [], _ isMeant: (Int) -> Bool
  ) {
    var known: Set<Int> = []
    let locations = TestLocations(in: tree, isMeant)
    var located = locations.edits
    isSomething = !located.isEmpty
    for token in locations.leftovers(in: tree) {
      faults.append(.init(reason: "what `\(token.text)` says is used otherwise", offset: token.byteRange.lowerBound))
    }
    for call in SyntaxNodes.all(FunctionCallExprSyntax.self, in: tree) {
      let place = call.byteRange.lowerBound
      guard isMeant(place), let name = call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName,
        name.text.hasPrefix("XCT")
      else { continue }
      known.insert(name.byteRange.lowerBound)
      isSomething = true
      if skips.contains(place) { continue }
      let assertion = TestAssertion(call, name, source, locations, mayCancel: mayCancel)
      edits += assertion.edits
      // What is replaced whole says by itself where it was called from.
      located.removeAll { edit in assertion.edits.contains { $0.range.contains(edit.range.lowerBound) } }
      if let reason = assertion.fault { faults.append(.init(reason: reason, offset: place)) }
      switch ThrowingAssertion.demand(call, name.text) {
      case .nothing: break
      case .addition(let edit): if !edits.contains(edit) { edits.append(edit) }
      case .fault(let reason): faults.append(.init(reason: reason, offset: place))
      }
    }
    edits += located
    for token in tree.tokens(viewMode: .sourceAccurate) {
      guard case .identifier(let text) = token.tokenKind else { continue }
      let place = token.byteRange.lowerBound
      guard isMeant(place), !known.contains(place) else { continue }
      if text.hasPrefix("XCT"), !Self.isInherited(token), !Self.isImport(token) {
        isSomething = true
        if !Self.isThrownSkip(token) || !mayCancel {
          faults.append(.init(reason: "\(text) has no counterpart", offset: place))
        }
      } else if Self.foreign.contains(text), Self.isCalled(token) {
        isSomething = true
        faults.append(.init(reason: "\(text) has no counterpart", offset: place))
      }
    }
  }

  /// What a test case inherits and Swift Testing does otherwise or not at all.
  private static let foreign: Set<String> = [
    "expectation", "wait", "waitForExpectations", "fulfillment", "keyValueObservingExpectation", "measure",
    "measureMetrics", "startMeasuring", "stopMeasuring", "addTeardownBlock", "continueAfterFailure", "recordFailure",
    "record", "executionTimeAllowance", "invocation", "testRun", "runActivity", "addUIInterruptionMonitor",
  ]

  private static func isInherited(_ token: TokenSyntax) -> Bool {
    token.parent?.parent?.is(InheritedTypeSyntax.self) == true && token.text == "XCTestCase"
  }

  private static func isImport(_ token: TokenSyntax) -> Bool {
    token.parent?.is(ImportPathComponentSyntax.self) == true
  }

  /// A name by itself or behind `self`, which may be a member that was inherited.
  private static func isCalled(_ token: TokenSyntax) -> Bool {
    guard let reference = token.parent?.as(DeclReferenceExprSyntax.self) else { return false }
    guard let member = reference.parent?.as(MemberAccessExprSyntax.self), member.declName.id == reference.id else {
      return !LocalNames.isLocal(token.text, at: reference)
    }
    return member.base?.trimmedDescription == "self"
  }

  private static func isThrownSkip(_ token: TokenSyntax) -> Bool {
    token.text == "XCTSkip" && SyntaxNodes.around(token, ThrowStmtSyntax.self) != nil
  }
}
