import Testing

@testable import SwiftSource

struct SymbolGraphRequestTests {
  let request = SymbolGraphRequest(
    module: "Toy", modules: ["a/Modules", "b"], target: "x86_64-unknown-linux-gnu", output: "out",
    more: ["-Xcc", "-Ic"])

  @Test func `everything that is not private in the source is asked for`() {
    #expect(
      request.words == [
        "swift-symbolgraph-extract", "-module-name", "Toy", "-I", "a/Modules", "-I", "b", "-target",
        "x86_64-unknown-linux-gnu", "-minimum-access-level", "private", "-skip-inherited-docs",
        "-skip-synthesized-members", "-output-dir", "out", "-Xcc", "-Ic",
      ])
  }

  @Test(arguments: [
    ("Toy.symbols.json", true), ("Toy@Swift.symbols.json", true), ("Toys.symbols.json", false), ("Toy.json", false),
    ("Other@Toy.symbols.json", false),
  ])
  func `its files are told from those of other modules`(name: String, isGraph: Bool) {
    #expect(request.isGraph(named: name) == isGraph)
  }
}
