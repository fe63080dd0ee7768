import Testing

@testable import SwiftSource

struct ModuleHarvestTests {
  let symbols: ModuleSymbols
  let harvest: ModuleHarvest

  init() throws {
    symbols = try ToyModule.symbols()
    harvest = try ToyModule.harvest()
  }

  @Test func `every declaration with a body is joined with it`() {
    let joined = symbols.symbols.filter { harvest.function(of: $0)?.hasBody == true }.map(\.title)
    for title in [
      "Counter.advance(_:)", "Counter.isFull", "Counter.+(_:_:)", "Counter.subscript(offset:)", "size(of:)",
      "Pile.init(_:)", "Shape.isLarge", "String.firstWord",
    ] {
      #expect(joined.contains(title), "\(title)")
    }
    #expect(!joined.contains("Shape.area"))
  }

  @Test func `a function leads to what it calls`() throws {
    let symbol = try #require(symbols.symbol(titled: "read(file:)"))
    let function = try #require(harvest.function(of: symbol))
    #expect(harvest.reach(of: function).map(\.name).prefix(2) == ["read", "fields"])
    #expect(harvest.reach(of: function, limit: 1).map(\.name) == ["read"])
    #expect(harvest.callerCount(of: "fields") == 1)
  }

  @Test func `documents give calls`() {
    #expect(harvest.calls(named: "Counter").first?.arguments.map(\.text) == ["7", "8"])
    #expect(harvest.calls(named: "fields").contains { $0.arguments.map(\.text) == ["\"a; b;c\"", "\";\""] })
  }
}
