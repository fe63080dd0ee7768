import SwiftSource
import Testing

@testable import TestGeneration

struct ValuePoolTests {
  let symbols: ModuleSymbols
  let harvest: ModuleHarvest

  init() throws {
    symbols = try ToyModule.symbols()
    harvest = try ToyModule.harvest()
  }

  private func texts(_ type: String) -> [String] {
    ValuePool(symbols: symbols, harvest: harvest).values(of: SwiftType(text: type), in: .init()).map(\.text)
  }

  private func texts(_ parameter: String, of title: String) throws -> [String] {
    let symbol = try #require(symbols.symbol(titled: title))
    let type = try #require(symbol.declaration.parameters.first { $0.name == parameter }?.type)
    let use = ValuePool.Use(owner: symbol.owner, parameter: parameter, function: harvest.function(of: symbol))
    return ValuePool(symbols: symbols, harvest: harvest).values(of: type, in: use).map(\.text)
  }

  @Test(arguments: [
    ("Int", ["0", "1", "-1", ".max", ".min"]), ("UInt8", ["0", "1", ".max"]), ("Bool", ["true", "false"]),
    ("String", ["\"\"", "\" \"", "\"a\""]), ("Int?", ["nil", "2"]), ("[Int]", ["[]", "[2]", "[2, 2]"]),
    ("[String: Int]", ["[:]"]), ("Step", [".up", ".down", ".by(2)"]), ("CounterError", [".full"]),
    ("any Shape", ["Square(side: 1.5)"]), ("(any Shape).Type", ["Square.self"]),
    ("(Int) -> Int", ["{ $0 }", "{ $0 * 2 }"]),
    ("(Int) throws -> Bool", ["{ $0 > 2 }", "{ _ in throw CounterError.full }"]), ("(Int, Bool)", ["(2, true)"]),
    ("Pile<Int>", ["Pile<Int>()"]), ("Counter", ["Counter(value: 7, bound: 8)", "Counter()"]), ("() -> Void", ["{}"]),
    ("Set<Int>", ["[]"]), ("Range<Int>", ["0..<3"]), ("Result<Int, CounterError>", [".success(2)", ".failure(.full)"]),
  ])
  func `a type has values`(type: String, expected: [String]) {
    let found = texts(type)
    for text in expected { #expect(found.contains(text), "\(text) in \(found)") }
  }

  @Test(arguments: ["UnsafeRawPointer", "Unknown", "KeyPath<Int, Int>", "any Unknown"])
  func `a type that nothing makes has none`(type: String) {
    #expect(texts(type).isEmpty)
  }

  @Test func `values lie on both sides of a condition`() throws {
    let found = try texts("number", of: "size(of:)")
    for text in ["99", "100", "101", "0", "1", "9", "10"] { #expect(found.contains(text), "\(text) in \(found)") }
  }

  @Test func `texts begin as the function asks, and separators of the code stand in them`() throws {
    let found = try texts("line", of: "fields(of:separator:)")
    #expect(found.contains("\"#abc\""))
    #expect(found.contains("\"abc#\""))
    #expect(found.contains("\"a; b;c\""))
  }

  @Test func `examples of the documentation are values`() throws {
    #expect(try texts("number", of: "size(of:)").first == "2")
    #expect(texts("Counter").contains("Counter(value: 7, bound: 8)"))
  }

  @Test func `a function that reads a file gets one`() throws {
    let symbol = try #require(symbols.symbol(titled: "read(file:)"))
    let use = ValuePool.Use(parameter: "file", function: harvest.function(of: symbol))
    let values = ValuePool(symbols: symbols, harvest: harvest).values(of: .named("URL"), in: use)
    #expect(
      values.contains { $0.text == "URL(fileURLWithPath: \"input.txt\")" && $0.setup.count == 1 && $0.isThrowing })
  }

  @Test func `a type that contains itself ends`() {
    #expect(texts("[[[[[[Counter]]]]]]").isEmpty == false)
  }
}
