import Foundation
import Git
import SourceText
import TestSupport
import Testing

@testable import ProjectContext

struct RepositoryMapReaderTests {
  private let builder: RepositoryBuilder

  init() throws {
    builder = try RepositoryBuilder()
    try builder.write(
      "src/cart.py",
      "from tax import vat_rate\n\n\ndef cart_total(prices):\n    return sum(prices) * vat_rate('DE')\n")
    try builder.write(
      "src/tax.py",
      "import table\n\n\ndef vat_rate(country):\n    return table.lookup_rate(country)\n\n\ndef unrelated_thing():\n    pass\n"
    )
    try builder.write("src/table.py", "class RateTable:\n    def lookup_rate(self, country):\n        return 1.19\n")
    try builder.write(
      "shop/checkout.py", "import cart\n\n\ndef pay(order):\n    return cart.cart_total(order.prices)\n")
    try builder.write("docs/cart.md", "cart_total\n")
    try builder.commit("One")
    try builder.write(
      "src/cart.py",
      "from tax import vat_rate\n\n\ndef cart_total(prices):\n    return sum(prices[1:]) * vat_rate('DE')\n")
    try builder.commit("Two")
  }

  private func map(
    _ range: (String, String) = ("HEAD~1", "HEAD"), tokens: Int = 1024, cache: String? = nil,
    time: Duration = .seconds(60), excluding: @escaping @Sendable (RelativePath) -> Bool = { _ in false }
  ) async throws -> RepositoryMap? {
    let repository = try LibraryRepository.open(at: builder.path)
    let (base, head) = (Snapshot.commit(try builder.id(of: range.0)), Snapshot.commit(try builder.id(of: range.1)))
    let change = try await repository.changes(from: base, to: head, limits: DiffLimits())
    let reader = await RepositoryMapReader(of: repository, cacheFolder: cache, time: time, isExcluded: excluding)
    return try await reader.map(of: change, at: head, tokens: tokens)
  }

  @Test func `what the change uses, and who uses what it touches, is shown`() async throws {
    // The name of the function stands on no changed line, so nothing touches it.
    #expect(try await map()?.text.contains("Used elsewhere") == false)
    try builder.write(
      "src/cart.py", "from tax import vat_rate\n\n\ndef cart_total(prices, country):\n    return vat_rate(country)\n")
    try builder.commit("Three")
    let text = try #require(try await map()).text
    #expect(
      text == """
        Declared elsewhere:
        src/tax.py
          4 def vat_rate(country)
        src/table.py
          2 def lookup_rate(self, country) in RateTable

        Used elsewhere:
        cart_total: shop/checkout.py 1
        """, "\(text)")
  }

  @Test func `excluded files, secrets and a change without code are left out`() async throws {
    #expect(try await map(excluding: { $0.name == "tax.py" })?.text.contains("tax.py") == false)
    try builder.write("docs/cart.md", "other\n")
    try builder.commit("Words")
    #expect(try await map()?.text == "")
  }

  @Test func `an extension is no declaration of its type`() async throws {
    try builder.write("Sources/Box.swift", "struct PriceBox {\n}\n")
    try builder.write("Sources/Box+More.swift", "extension PriceBox {\n  func doubled() -> Int { 2 }\n}\n")
    try builder.commit("Box")
    try builder.write("Sources/main.swift", "let box = PriceBox()\n")
    try builder.commit("Use")
    let text = try #require(try await map()).text
    #expect(text.contains("Sources/Box.swift\n  1 struct PriceBox"))
    #expect(!text.contains("extension PriceBox"))
  }

  @Test func `out of time there is no map`() async throws {
    #expect(try await map(time: .zero)?.text ?? "" == "")
  }

  @Test func `a deleted file, a renamed one and an empty project have maps too`() async throws {
    try builder.remove("src/tax.py")
    try builder.git("mv", "src/table.py", "src/tables.py")
    try builder.commit("Moved")
    #expect(try await map() != nil)
    try builder.git("rm", "-r", "--quiet", ".")
    try builder.write("only.py", "def only_one():\n    pass\n")
    try builder.commit("Alone")
    #expect(try await map()?.text == "")
  }

  @Test func `the same state and change give the same map, with and without what was kept`() async throws {
    for number in 0..<150 {
      try builder.write(
        "many/m\(number).py", "def made_name_\(number)():\n    return vat_rate(made_name_\((number * 7) % 150))\n")
    }
    try builder.commit("Much")
    try builder.write(
      "src/cart.py", "def cart_total(prices):\n    return made_name_3() + made_name_77() + vat_rate(1)\n")
    try builder.commit("Many")
    let folder = try TemporaryFolder()
    let cache = "\(folder.path)/symbols"
    let first = try #require(try await map())
    #expect(try await map(cache: cache) == first)
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache).count == 1)
    #expect(try await map(cache: cache) == first)
    #expect(first.text.contains("many/m77.py"))
    #expect(first.text.contains("def made_name_77()"))
  }

  @Test func `of many files those are looked at that are named or near`() throws {
    func entry(_ path: String) throws -> TreeEntry {
      TreeEntry(path: try RelativePath(path), mode: .regular, id: try ObjectID(String(repeating: "a", count: 40)))
    }
    var all = try (0..<3_000).map { try entry("far/away/f\($0).swift") }
    all += try ["near/x/changed.swift", "near/x/beside.swift", "near/up.swift", "far/CartService.swift", "words.md"]
      .map(entry)
    let changed = try Set([RelativePath("near/x/changed.swift")])
    let candidates = MapCandidates(all, changed: changed, stems: ["cartservice"], isExcluded: { $0.name == "up.swift" })
    #expect(candidates.focusCount == 1)
    #expect(candidates.entries.count == MapCandidates.fileLimit)
    #expect(
      candidates.entries.prefix(3).map(\.path.string)
        == ["near/x/changed.swift", "far/CartService.swift", "near/x/beside.swift"])
    #expect(!candidates.entries.contains { $0.path.name == "up.swift" || $0.path.name == "words.md" })
  }
}
