internal import SwiftSyntax

/// One call of XCTest and what takes its place.
struct TestAssertion {
  private(set) var edits: [SourceEdit] = []

  /// Why there is nothing to take its place; the end of a sentence.
  private(set) var fault: String?

  private let call: FunctionCallExprSyntax
  private let name: TokenSyntax
  private let source: ParsedSource
  private let isLocated: Bool

  private static let comparisons = [
    "XCTAssertEqual": "==", "XCTAssertNotEqual": "!=", "XCTAssertLessThan": "<", "XCTAssertLessThanOrEqual": "<=",
    "XCTAssertGreaterThan": ">", "XCTAssertGreaterThanOrEqual": ">=", "XCTAssertIdentical": "===",
    "XCTAssertNotIdentical": "!==",
  ]

  init(
    _ call: FunctionCallExprSyntax, _ name: TokenSyntax, _ source: ParsedSource, _ locations: TestLocations,
    mayCancel: Bool
  ) {
    (self.call, self.name, self.source) = (call, name, source)
    // Where it was called from is said by edits of the locations.
    let location = locations.arguments(of: call)
    isLocated = location != nil
    let arguments = Array(call.arguments).filter { !(location?.contains($0.byteRange.lowerBound) ?? false) }
    let labels = arguments.compactMap { $0.label?.text }
    guard labels.allSatisfy({ $0 == "accuracy" }) else {
      fault = "\(name.text) says where it stands, in the argument \(labels.first { $0 != "accuracy" } ?? "")"
      return
    }
    if let operation = Self.comparisons[name.text], arguments.count >= 2 {
      if labels.isEmpty { compare(operation, arguments) } else { compareAbout(arguments) }
      return
    }
    guard labels.isEmpty else {
      fault = "\(name.text) has no counterpart"
      return
    }
    switch (name.text, arguments.count) {
    case ("XCTAssert", 1...2), ("XCTAssertTrue", 1...2): expect(arguments, before: "", after: "")
    case ("XCTAssertFalse", 1...2): expect(arguments, before: "!", after: "")
    case ("XCTAssertNil", 1...2): expect(arguments, before: "", after: " == nil")
    case ("XCTAssertNotNil", 1...2): expect(arguments, before: "", after: " != nil")
    case ("XCTUnwrap", 1...2):
      edits.append(SourceEdit(name.byteRange, "#require"))
      comment(arguments.dropFirst().first)
    case ("XCTFail", 0...1): fail(arguments)
    case ("XCTAssertNoThrow", 1...2): expectThrows(arguments, "Never.self")
    case ("XCTAssertThrowsError", 1...2): expectThrows(arguments, "(any Error).self")
    case ("XCTSkip", 0...1) where mayCancel: skip(arguments)
    case ("XCTSkip", _), ("XCTSkipIf", _), ("XCTSkipUnless", _): fault = "a skip within a test needs Swift 6.3"
    default: fault = "\(name.text) has no counterpart"
    }
    if call.trailingClosure != nil, name.text != "XCTAssertThrowsError" { fault = "\(name.text) ends with a closure" }
  }

  private mutating func expect(_ arguments: [LabeledExprSyntax], before: String, after: String) {
    guard let first = arguments.first else { return }
    edits.append(SourceEdit(name.byteRange, "#expect"))
    let operand = TestOperand(first.expression)
    let needsParentheses = !(before + after).isEmpty && !(before.isEmpty ? operand.isTight : operand.isSimple)
    let (open, close) = needsParentheses ? ("(", ")") : ("", "")
    put(at: operand.inner.byteRange.lowerBound, before + open)
    put(at: operand.inner.byteRange.upperBound, close + after)
    comment(arguments.dropFirst().first)
  }

  private mutating func compare(_ operation: String, _ arguments: [LabeledExprSyntax]) {
    guard arguments.count <= 3 else { return fault = "\(name.text) has too many arguments" }
    let (left, right) = (TestOperand(arguments[0].expression), TestOperand(arguments[1].expression))
    edits.append(SourceEdit(name.byteRange, "#expect"))
    // `try` and `await` stand before the whole comparison.
    let missing = right.words.filter { !left.words.contains($0) }
    if !missing.isEmpty {
      let words = ["try", "await"].filter { left.words.contains($0) || missing.contains($0) }
      edits.append(
        SourceEdit(
          arguments[0].expression.byteRange.lowerBound..<left.inner.byteRange.lowerBound,
          words.joined(separator: " ") + " " + (left.isTight ? "" : "(")))
    } else if !left.isTight {
      put(at: left.inner.byteRange.lowerBound, "(")
    }
    if !left.isTight { put(at: left.inner.byteRange.upperBound, ")") }
    join(arguments[0], operation)
    let rightStart = arguments[1].expression.byteRange.lowerBound
    let prefix = (isBroken(arguments[0]) ? operation + " " : "") + (right.isTight ? "" : "(")
    let inner = right.inner.byteRange.lowerBound
    if rightStart < inner || !prefix.isEmpty { edits.append(SourceEdit(rightStart..<inner, prefix)) }
    if !right.isTight { put(at: right.inner.byteRange.upperBound, ")") }
    comment(arguments.dropFirst(2).first)
  }

  /// Whether the argument after another begins on a line of its own.
  private func isBroken(_ argument: LabeledExprSyntax) -> Bool {
    guard let comma = argument.trailingComma, let next = comma.nextToken(viewMode: .sourceAccurate) else {
      return false
    }
    return !source.string(comma.byteRange.upperBound..<next.byteRange.lowerBound).utf8.allSatisfy(ParsedSource.isBlank)
  }

  /// The comma between the operands becomes the operator, on the line of the second.
  private mutating func join(_ argument: LabeledExprSyntax, _ operation: String) {
    guard let comma = argument.trailingComma, let next = comma.nextToken(viewMode: .sourceAccurate) else { return }
    if isBroken(argument) {
      edits.append(SourceEdit(comma.byteRange, ""))
    } else {
      edits.append(SourceEdit(comma.byteRange.lowerBound..<next.byteRange.lowerBound, " \(operation) "))
    }
  }

  /// Equality about: only where the tolerance shows that the values are no whole numbers, which could overflow.
  private mutating func compareAbout(_ arguments: [LabeledExprSyntax]) {
    guard ["XCTAssertEqual", "XCTAssertNotEqual"].contains(name.text), (3...4).contains(arguments.count),
      arguments[2].label?.text == "accuracy", let accuracy = arguments[2].expression.as(FloatLiteralExprSyntax.self),
      let comma = arguments[1].trailingComma
    else { return fault = "\(name.text) with an accuracy that is no plain number has no counterpart" }
    let (left, right) = (TestOperand(arguments[0].expression), TestOperand(arguments[1].expression))
    guard left.words.isEmpty, right.words.isEmpty, !isBroken(arguments[0]), !isBroken(arguments[1]) else {
      return fault = "\(name.text) with an accuracy is left where it waits, fails or spans lines"
    }
    edits.append(SourceEdit(name.byteRange, "#expect"))
    put(at: arguments[0].expression.byteRange.lowerBound, "abs(" + (left.isSimple ? "" : "("))
    if !left.isSimple { put(at: left.inner.byteRange.upperBound, ")") }
    join(arguments[0], "-")
    if !right.isSimple { put(at: right.inner.byteRange.lowerBound, "(") }
    let operation = name.text == "XCTAssertEqual" ? "<=" : ">"
    edits.append(
      SourceEdit(
        comma.byteRange.lowerBound..<accuracy.byteRange.lowerBound, (right.isSimple ? "" : ")") + ") \(operation) "))
    comment(arguments.dropFirst(3).first)
  }

  private mutating func expectThrows(_ arguments: [LabeledExprSyntax], _ type: String) {
    guard let first = arguments.first else { return }
    let message = arguments.dropFirst().first
    let body = source.string(first.expression)
    guard !SyntaxNodes.hasComment(within: call.arguments),
      message == nil || message?.expression.is(StringLiteralExprSyntax.self) == true
    else { return fault = "\(name.text) has a comment or a message that is no literal" }
    guard
      SyntaxNodes.all(FunctionCallExprSyntax.self, in: first).allSatisfy({
        !$0.calledExpression.trimmedDescription.hasPrefix("XCT")
      })
    else { return fault = "\(name.text) holds another assertion" }
    let text = message.map { source.string($0.expression) }
    let head = name.byteRange.lowerBound..<(call.rightParen ?? name).byteRange.upperBound
    guard let closure = call.trailingClosure else {
      let comment = (text.map { ", \($0)" } ?? "") + (isLocated ? ", sourceLocation: sourceLocation" : "")
      edits.append(SourceEdit(head, "#expect(throws: \(type)\(comment)) { \(body) }"))
      return
    }
    // What looks at the error has to say at its end that it is the right one.
    let returns = SyntaxNodes.all(ReturnStmtSyntax.self, in: closure)
    guard returns.isEmpty, let last = closure.statements.last else {
      return fault = "what looks at the error of \(name.text) is empty or returns early"
    }
    let words = (text.map { [$0] } ?? []) + (isLocated ? ["sourceLocation: sourceLocation"] : [])
    let comment = words.isEmpty ? "" : "(\(words.joined(separator: ", ")))"
    edits.append(SourceEdit(head.lowerBound..<closure.byteRange.lowerBound, "#expect\(comment) { \(body) } throws: "))
    let start = last.byteRange.lowerBound
    if source.isFirstOnLine(start), source.isFirstOnLine(closure.rightBrace.byteRange.lowerBound) {
      let place = source.lineStart(closure.rightBrace.byteRange.lowerBound)
      edits.append(SourceEdit(place..<place, source.indentation(at: start) + "return true" + source.lineEnd))
    } else {
      put(at: last.byteRange.upperBound, "; return true")
    }
  }

  private mutating func fail(_ arguments: [LabeledExprSyntax]) {
    if call.parent?.is(ReturnStmtSyntax.self) == true { return fault = "XCTFail is what a function returns" }
    edits.append(SourceEdit(name.byteRange, "Issue.record"))
    comment(arguments.first)
  }

  /// `throw XCTSkip("why")` becomes `try Test.cancel("why")`.
  private mutating func skip(_ arguments: [LabeledExprSyntax]) {
    guard let statement = call.parent?.as(ThrowStmtSyntax.self) else { return fault = "XCTSkip is not thrown" }
    edits.append(SourceEdit(statement.throwKeyword.byteRange, "try"))
    edits.append(SourceEdit(name.byteRange, "Test.cancel"))
    comment(arguments.first)
  }

  /// A message is a `Comment` now, which a literal can be.
  private mutating func comment(_ argument: LabeledExprSyntax?) {
    guard let argument, !argument.expression.is(StringLiteralExprSyntax.self) else { return }
    put(at: argument.expression.byteRange.lowerBound, "Comment(rawValue: ")
    put(at: argument.expression.byteRange.upperBound, ")")
  }

  private mutating func put(at offset: Int, _ text: String) {
    if !text.isEmpty { edits.append(SourceEdit(offset..<offset, text)) }
  }
}
