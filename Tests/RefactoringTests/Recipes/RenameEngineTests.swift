import Testing

@testable import Refactoring

struct RenameEngineTests {
  @Test(arguments: [
    ("post", ["Ledger", "post(amount:)"], true), ("Ledger.post", ["Ledger", "post(amount:)"], true),
    ("Ledger.post(amount:)", ["Bank", "Ledger", "post(amount:)"], true),
    ("Ledger.post(_:)", ["Ledger", "post(amount:)"], false), ("Other.post", ["Ledger", "post(amount:)"], false),
    ("Box", ["Box<T>"], true), ("A.B.c", ["B", "c"], false),
  ])
  func `a symbol is named by its end`(symbol: String, declared: [String], matches: Bool) throws {
    #expect(try #require(SymbolPath(symbol)).matches(declared) == matches)
  }

  @Test(arguments: ["", "a b", "1a", "a.", "a(", "a(b", ".a", "a-b"])
  func `what is no name is none`(symbol: String) {
    #expect(SymbolPath(symbol) == nil)
  }

  private static let package = [
    "Package.swift": """
    // swift-tools-version: 6.0
    import PackageDescription
    let package = Package(
      name: "Toy",
      targets: [
        .target(name: "Bank"), .target(name: "Shop", dependencies: ["Bank"]),
        .testTarget(name: "BankTests", dependencies: ["Bank"]),
      ])
    """,
    "Tests/BankTests/PricedTests.swift": """
    import XCTest
    final class PricedTests: XCTestCase {
      func testPrice() {}
    }
    """,
    "Sources/Bank/Ledger.swift": """
    public struct Ledger {
      public init() {}
      public func post(amount: Int, memo: String) -> Int { amount + memo.count }
      public func add() {}
    }
    /// post is here
    func text() -> String { "post" }
    struct Other { func post() {} }
    func useOther() { Other().post() }
    func long(_ numbers: [Int]) -> Int {
      let total = numbers.count * 2 + 1
      return total
    }
    #if os(Plan9)
      func plan(_ ledger: Ledger) { ledger.add() }
    #endif
    """,
    "Sources/Bank/Priced.swift": """
    public protocol Priced { var price: Int { get } }
    public struct Tea: Priced {
      public var price: Int { 1 }
      func twice() -> Int { price * 2 }
    }
    public func sum(_ all: [Tea]) -> Int { all.reduce(0) { $0 + $1.price } }
    """,
    "Sources/Shop/Shop.swift": """
    import Bank
    public func buy(_ ledger: Ledger) -> Int { ledger.post(amount: 3, memo: "é") }
    """,
  ]

  private static func recipe(_ step: String) -> String { "name: r\ndescription: d\nsteps: [{\(step)}]\n" }

  /// One package and one build for all that needs a language server.
  @Test(.enabled(if: RecipeWorkshop.has("sourcekit-lsp"), "sourcekit-lsp is not installed"))
  func `sourcekit-lsp renames and extracts, and each place that it leaves is accounted for`() async throws {
    let workshop = try await RecipeWorkshop(Self.package)
    let renamed = try await workshop.proposals(
      of: Self.recipe("rename: {symbol: \"Ledger.post\", to: \"record(sum:note:)\"}"))[0]
    #expect(renamed.steps.map(\.title) == ["Rename Ledger.post to record(sum:note:)"])
    let results = try #require(try renamed.steps.first?.results(in: workshop))
    #expect(results.keys.sorted() == ["Sources/Bank/Ledger.swift", "Sources/Shop/Shop.swift"])
    #expect(results["Sources/Shop/Shop.swift"]?.contains("ledger.record(sum: 3, note: \"é\")") == true)
    #expect(results["Sources/Bank/Ledger.swift"]?.contains("struct Other { func post() {} }") == true)
    #expect(results["Sources/Bank/Ledger.swift"]?.contains("Other().post()") == true)
    #expect(renamed.steps[0].declaredInterfaceChanges == ["Ledger.post", "Ledger.record"])
    #expect(
      renamed.notes == [
        "post stays at 2 places that mean something else", "post stays in strings and comments at 2 places",
      ])

    for (symbol, name, declared) in [
      ("Priced.price", "cost", ["Priced.cost", "Priced.price", "Tea.cost", "Tea.price"]),
      ("Tea", "Drink", ["Drink", "Tea", "sum"]),
    ] {
      let proposal = try await workshop.proposals(of: Self.recipe("rename: {symbol: \(symbol), to: \(name)}"))[0]
      #expect(proposal.steps.first?.declaredInterfaceChanges == declared)
    }

    // The build lists tests in a source of its own, which the server would change too.
    let test = try await workshop.proposals(of: Self.recipe("rename: {symbol: testPrice, to: testCost}"))[0]
    #expect(try test.steps.first?.results(in: workshop).keys.sorted() == ["Tests/BankTests/PricedTests.swift"])

    // Code for another system is not in the index: half a rename would be made without a word.
    for (more, message) in [
      (
        "",
        "add stands in code at 1 places that mean it and that the server leaves out, such as code for other systems: "
          + "Sources/Bank/Ledger.swift:15:40;"
      ),
      (", unexplained: leave", nil),
    ] as [(String, String?)] {
      let text = Self.recipe("rename: {at: \"Sources/Bank/Ledger.swift:4:15\", to: insert\(more)}")
      if let message {
        let error = await #expect(throws: RefactoringError.self) { try await workshop.proposals(of: text) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
      } else {
        let proposal = try await workshop.proposals(of: text)[0]
        #expect(proposal.steps.count == 1 && proposal.notes.count == 1)
      }
    }
    for (symbol, message) in [
      ("post", "may mean 2 declarations"), ("Ledger.post(_:)", "nothing called Ledger.post(_:) is declared"),
      ("absent", "absent stands in no file"),
    ] {
      let error = await #expect(throws: RefactoringError.self) {
        try await workshop.proposals(of: Self.recipe("rename: {symbol: \"\(symbol)\", to: x}"))
      }
      #expect(
        error?.code == .precondition && error?.description.contains(message) == true, "\(symbol): \(error as Any)")
    }

    let extracted = try await workshop.proposals(
      of: Self.recipe(
        "extract: {file: Sources/Bank/Ledger.swift, text: \"numbers.count * 2\", name: doubled, kind: expression}"))[0]
    let after = try #require(try extracted.steps.first?.results(in: workshop)["Sources/Bank/Ledger.swift"])
    #expect(after.contains("let doubled: Int = numbers.count * 2") && after.contains("let total = doubled + 1"))
    let method = try await workshop.proposals(
      of: Self.recipe("extract: {file: Sources/Bank/Ledger.swift, lines: 11-12, name: totalOf}"))[0]
    let text = try #require(try method.steps.first?.results(in: workshop)["Sources/Bank/Ledger.swift"])
    #expect(text.contains("func totalOf(_ numbers: [Int]) -> Int {") && !text.contains("extractedFunc"))

    try workshop.write(Array("let broken: Int = \"\"\n".utf8), to: "Sources/Shop/Broken.swift")
    let error = await #expect(throws: RefactoringError.self) {
      try await workshop.proposals(of: Self.recipe("rename: {symbol: Ledger.add, to: x}"))
    }
    #expect(error?.code == .precondition)
    #expect(error?.description.contains("Sources/Shop/Broken.swift:1: ") == true, "\(error?.description ?? "")")
  }
}
