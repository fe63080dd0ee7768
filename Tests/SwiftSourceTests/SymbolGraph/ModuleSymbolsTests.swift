import Testing

@testable import SwiftSource

struct ModuleSymbolsTests {
  let symbols: ModuleSymbols

  init() throws { symbols = try ToyModule.symbols() }

  @Test(arguments: [
    ("Counter", ModuleSymbol.Kind.structure), ("Step.by(_:)", .enumCase), ("Counter.advance(_:)", .method),
    ("Counter.+(_:_:)", .operatorFunction), ("Counter.subscript(offset:)", .subscriptMember),
    ("Register", .actorType), ("Log", .classType), ("Shape", .protocolType), ("size(of:)", .function),
    ("Pile.init(_:)", .initializer), ("Counter.value", .property), ("String.firstWord", .property),
  ])
  func `every kind of declaration is there`(title: String, kind: ModuleSymbol.Kind) {
    #expect(symbols.symbol(titled: title)?.kind == kind)
  }

  @Test func `what a build leaves out is not there`() {
    #expect(symbols.symbol(titled: "elsewhere()") == nil)
  }

  @Test func `a declaration has its place, its access and its generic parameters`() throws {
    let initialiser = try #require(symbols.symbol(titled: "Pile.init(_:)"))
    #expect(initialiser.file?.hasSuffix("Sources/Pile.swift") == true)
    #expect(initialiser.line == 7)
    #expect(initialiser.access == "public")
    #expect(initialiser.genericParameters == ["Element", "S"])
    #expect(initialiser.constraints.contains(.init(kind: .conformance, left: "S", right: "Sequence")))
    #expect(initialiser.constraints.contains(.init(kind: .conformance, left: "Element", right: "Comparable")))
    #expect(symbols.symbol(titled: "fields(of:separator:)")?.access == "internal")
    #expect(symbols.symbol(titled: "String.firstWord")?.extendedModule == "Swift")
  }

  @Test func `conformances are known by name`() {
    #expect(symbols.protocols(of: "Counter").isSuperset(of: ["Hashable", "Encodable", "Decodable"]))
    #expect(symbols.conformers(to: "Shape").map(\.title) == ["Square"])
    #expect(symbols.conformers(to: "Error").map(\.title) == ["CounterError"])
    #expect(symbols.conformers(to: "Nothing").isEmpty)
  }

  @Test func `documentation is kept`() {
    #expect(symbols.symbol(titled: "size(of:)")?.documentation.contains("    size(of: 4711)") == true)
  }

  @Test(arguments: ["", "{", "[]", "{\"symbols\": 1}"])
  func `what is no symbol graph is an error that says so`(text: String) {
    #expect {
      try ModuleSymbols(module: "Toy", graphs: [Array(text.utf8)])
    } throws: { error in
      (error as? SwiftSourceError)?.code == .symbolGraph && "\(error)".contains("symbol graph of Toy")
    }
  }

  @Test func `the order does not depend on the order of the documents`() throws {
    let again = try ToyModule.symbols()
    #expect(again == symbols)
  }
}
