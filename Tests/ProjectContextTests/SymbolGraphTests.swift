import SourceText
import Testing

@testable import ProjectContext

struct SymbolGraphTests {
  /// A file that declares and uses names.
  private func file(_ declared: [String], _ used: [String: UInt16] = [:]) -> FileSymbols {
    FileSymbols(
      definitions: declared.enumerated().map {
        .init(name: NameID($1), line: UInt32($0 + 1), style: NameStyle($1))
      },
      references: used.map { FileSymbols.Reference(name: NameID($0.key), count: $0.value) }.sorted { $0.name < $1.name }
    )
  }

  private func ranked(
    _ files: [FileSymbols], focus: Set<Int> = [0], mentioned: [String] = []
  ) -> [SymbolGraph.Ranked] {
    SymbolGraph(files, focus: focus, mentioned: Set(mentioned.map { NameID($0) })).ranked(limit: 100)
  }

  @Test func `what the changed file uses comes first, then what that uses; what nobody reaches is absent`() {
    let files = [
      file(["start"], ["middle": 1]), file(["last"], [:]), file(["middle"], ["last": 1]), file(["alone"], ["start": 3]),
    ]
    #expect(ranked(files).map(\.name) == [NameID("middle"), NameID("last")])
    #expect(ranked(files).map(\.file) == [2, 1])
  }

  @Test func `a name that the change touches outweighs one that is merely used`() {
    let files = [file([], ["first": 1, "second": 2]), file(["first"]), file(["second"])]
    #expect(ranked(files).map(\.name) == [NameID("second"), NameID("first")])
    #expect(ranked(files, mentioned: ["first"]).map(\.name) == [NameID("first"), NameID("second")])
  }

  @Test func `a telling name outweighs a plain one, and a hidden one counts least`() {
    let files = [
      file([], ["plain": 1, "tellingName": 1, "_hidden": 1]), file(["plain"]), file(["tellingName"]), file(["_hidden"]),
    ]
    #expect(ranked(files).map(\.name) == [NameID("tellingName"), NameID("plain"), NameID("_hidden")])
  }

  @Test func `a name that many files declare counts little, one that most declare not at all`() {
    let several = (0..<6).map { _ in file(["common"]) }
    let files = [file([], ["common": 9, "rare": 1]), file(["rare"])] + several
    #expect(ranked(files).first?.name == NameID("rare"))
    let many = (0..<21).map { _ in file(["common"]) }
    #expect(ranked([file([], ["common": 9, "rare": 1]), file(["rare"])] + many).map(\.name) == [NameID("rare")])
  }

  @Test func `the changed files themselves are not listed`() {
    let files = [file(["mine"], ["yours": 1]), file(["yours"], ["mine": 5, "third": 1]), file(["third"])]
    #expect(ranked(files).map(\.name) == [NameID("yours"), NameID("third")])
  }

  @Test func `without a changed file, an edge or a file there is nothing`() {
    #expect(ranked([file(["a"], ["b": 1]), file(["b"])], focus: []).isEmpty)
    #expect(ranked([file(["a"])]).isEmpty)
    #expect(ranked([], focus: []).isEmpty)
  }

  @Test func `ranks are a distribution: what flows out of the graph returns to the change`() {
    let files = (0..<50).map { index in
      file(["name\(index)"], Dictionary(uniqueKeysWithValues: (1...3).map { ("name\((index * 7 + $0) % 50)", 2) }))
    }
    let first = ranked(files, focus: [0, 3])
    #expect(first == ranked(files, focus: [0, 3]), "the same graph gives the same order")
    #expect(first.allSatisfy { $0.score > 0 && $0.score < 1 })
    #expect(first.reduce(0) { $0 + $1.score } < 1)
    #expect(zip(first, first.dropFirst()).allSatisfy { $0.score >= $1.score })
  }

  @Test(arguments: [
    ("plain", NameStyle.plain), ("longplainname", .plain), ("camelCase", .telling), ("snake_case", .telling),
    ("kebab-case", .telling), ("aB", .plain), ("_private", .hidden), ("__init__", .hidden), ("TRAILING_", .plain),
  ])
  func `a name's style`(name: String, style: NameStyle) {
    #expect(NameStyle(name) == style)
  }

  @Test func `the files that use a touched name are found, most uses first`() {
    let files = [
      file(["total", "other"]), file([], ["total": 1]), file([], ["total": 5, "other": 2]),
      file(["noise"], ["noise": 1]),
    ]
    let uses = NameUses(files, focus: [0], mentioned: Set(["total", "noise"].map { NameID($0) }))
    #expect(uses.entries.map(\.name) == [NameID("total")])
    #expect(uses.entries.first?.uses.map(\.file) == [2, 1])
    #expect(uses.entries.first?.uses.map(\.count) == [5, 1])
  }

  @Test func `a name that many declare has no users to name`() {
    let files = [file(["run"]), file(["run"]), file(["run"]), file(["run"]), file([], ["run": 1])]
    #expect(NameUses(files, focus: [0], mentioned: [NameID("run")]).entries.isEmpty)
    #expect(!NameUses(Array(files[1...]), focus: [0], mentioned: [NameID("run")]).entries.isEmpty)
  }
}
