import Testing

@testable import SwiftSource

struct SymbolDeclarationTests {
  @Test func `a function's parameters are read with labels, names, types and defaults`() {
    let declaration = SymbolDeclaration(
      text:
        "static func fields(_ text: String, of line: inout [Int], separator: Character = \";\", rest: Int...) throws -> Bool"
    )
    #expect(declaration.parameters.map(\.label) == [nil, "of", "separator", "rest"])
    #expect(declaration.parameters.map(\.name) == ["text", "line", "separator", "rest"])
    #expect(declaration.parameters.map { "\($0.type)" } == ["String", "[Int]", "Character", "Int"])
    #expect(declaration.parameters.map(\.isInout) == [false, true, false, false])
    #expect(declaration.parameters.map(\.defaultText) == [nil, nil, "\";\"", nil])
    #expect(declaration.parameters.map(\.isVariadic) == [false, false, false, true])
    #expect(declaration.isThrowing)
    #expect(!declaration.isAsync)
    #expect(declaration.result == .named("Bool"))
  }

  @Test(arguments: [
    ("var count: Int { get }", false), ("var count: Int", true), ("let count: Int", false),
    ("var count: Int { get set }", true), ("subscript(index: Int) -> Int { get }", false),
    ("subscript(index: Int) -> Int { get set }", true),
  ])
  func `what can be assigned to is told apart`(text: String, isSettable: Bool) {
    #expect(SymbolDeclaration(text: text).isSettable == isSettable)
  }

  @Test func `effects, actors and modifiers are read`() {
    #expect(SymbolDeclaration(text: "mutating func pop() -> Int?").isMutating)
    #expect(SymbolDeclaration(text: "@MainActor func run() async -> Bool").actor == "MainActor")
    #expect(SymbolDeclaration(text: "@MainActor func run() async -> Bool").isAsync)
    #expect(SymbolDeclaration(text: "convenience init?(name: String)").isFailable)
    #expect(SymbolDeclaration(text: "nonisolated func name() -> String").isNonisolated)
    let rethrowing = SymbolDeclaration(text: "func map(_ body: (Int) throws -> Int) rethrows -> [Int]")
    #expect(rethrowing.isRethrowing && !rethrowing.isThrowing)
    #expect(SymbolDeclaration(text: "var value: Int { get async throws }").isThrowing)
  }

  @Test func `a case's payload and an autoclosure are read`() {
    let payload = SymbolDeclaration(text: "case quotation(message: String, Int)").parameters
    #expect(payload.map(\.label) == ["message", nil])
    #expect(payload.map { "\($0.type)" } == ["String", "Int"])
    let lazy = SymbolDeclaration(text: "init(_ mapping: @autoclosure () -> (String, Any), width: Int? = nil)")
      .parameters
    #expect(lazy.map(\.isAutoclosure) == [true, false])
  }

  @Test(arguments: ["", "func", "wrong wrong wrong", "}"])
  func `what is no declaration has no parts`(text: String) {
    #expect(SymbolDeclaration(text: text).parameters.isEmpty)
  }
}
