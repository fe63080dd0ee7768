import Foundation
import Git
import SourceText
import Synchronization
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
    func file(_ path: String, _ distance: Int) throws -> SurroundingFiles.File {
      let id = try ObjectID(String(repeating: "a", count: 40))
      return .init(entry: TreeEntry(path: try RelativePath(path), mode: .regular, id: id), distance: distance)
    }
    var all = try (0..<3_000).map { try file("far/away/f\($0).swift", 4) }
    all += [
      try file("near/x/changed.swift", 0), try file("near/x/beside.swift", 0), try file("far/CartService.swift", 3),
      try file("words.md", 2),
    ]
    let changed = try Set([RelativePath("near/x/changed.swift")])
    let candidates = MapCandidates(all, changed: changed, stems: ["cartservice"])
    #expect(candidates.focusCount == 1)
    #expect(candidates.entries.count == MapCandidates.fileLimit)
    #expect(
      candidates.entries.prefix(3).map(\.path.string)
        == ["near/x/changed.swift", "far/CartService.swift", "near/x/beside.swift"])
    #expect(!candidates.entries.contains { $0.path.name == "words.md" })
  }

  @Test func `a repository of fifty million files is looked at around the change alone`() async throws {
    let repository = EndlessRepository()
    let path = try RelativePath("a/b/changed.swift")
    let line = DiffLine(kind: .added, oldNumber: 0, newNumber: 1, text: "let total = near_name_7()")
    let version = FileChange.Version(blob: repository.id(of: path))
    let change = ChangeSet(files: [
      FileChange(
        kind: .modified, path: path, old: version, new: version,
        hunks: [Hunk(oldStart: 1, oldCount: 0, newStart: 1, newCount: 1, lines: [line])])
    ])
    let reader = await RepositoryMapReader(of: repository, cacheFolder: nil, time: .seconds(3600))
    let map = try #require(try await reader.map(of: change, at: .commit(repository.id(of: path)), tokens: 2_000))
    #expect(map.text.contains("def near_name_7()"), "\(map.text)")
    #expect(repository.told <= SurroundingFiles.entryLimit)
    #expect(repository.read <= MapCandidates.fileLimit + 60)
  }
}

/// A repository whose every folder holds a hundred files and a hundred folders, and that cannot be listed whole.
private final class EndlessRepository: Repository {
  private let counts = Mutex((told: 0, read: 0, paths: [ObjectID: RelativePath]()))

  /// Files and folders that somebody was told of.
  var told: Int { counts.withLock(\.told) }

  /// Files whose content somebody was given.
  var read: Int { counts.withLock(\.read) }

  func id(of path: RelativePath) -> ObjectID {
    let digits = String(NameID(path.string).value, radix: 16)
    guard let id = try? ObjectID(String(repeating: "0", count: 40 - digits.count) + digits) else {
      preconditionFailure()
    }
    counts.withLock { $0.paths[id] = path }
    return id
  }

  func listings(of folders: [RelativePath?], in snapshot: Snapshot, limit: Int) async throws -> [FolderListing] {
    var left = limit
    return try folders.map { folder in
      let prefix = folder.map { "\($0)/" } ?? ""
      let depth = prefix.split(separator: "/").count
      var listing = FolderListing(folder: folder)
      for number in 0..<min(left, depth < 5 ? 200 : 100) {
        let path = try RelativePath(prefix + (number < 100 ? "f\(number).py" : "d\(number)"))
        if number < 100 {
          listing.files.append(TreeEntry(path: path, mode: .regular, id: id(of: path)))
        } else {
          listing.folders.append(path)
        }
      }
      if prefix == "a/b/", left > listing.count {
        let path = try RelativePath("a/b/changed.swift")
        listing.files.append(TreeEntry(path: path, mode: .regular, id: id(of: path)))
      }
      left -= listing.count
      counts.withLock { $0.told += listing.count }
      return listing
    }
  }

  func blob(_ id: ObjectID, limit: Int) async throws -> [UInt8] {
    let path = counts.withLock { counts in
      counts.read += 1
      return counts.paths[id]
    }
    let name = path?.name == "changed.swift" ? "changed" : path?.name.filter(\.isNumber) ?? ""
    if name == "changed" { return Array("let total = near_name_7()\n".utf8) }
    let place = path?.parent?.string == "a/b" ? "near" : "far"
    return Array("def \(place)_name_\(name)():\n    pass\n".utf8)
  }

  func entries(in snapshot: Snapshot, below folder: RelativePath?) async throws -> [TreeEntry] {
    Issue.record("the repository is listed whole")
    return []
  }

  var location: RepositoryLocation { RepositoryLocation(gitFolder: "", commonFolder: "", workTree: nil) }
  var reader: RepositoryReader { .library }

  private struct NotAsked: Error {}

  func commit(named revision: String) async throws -> Commit { throw NotAsked() }
  func mergeBase(of first: ObjectID, and second: ObjectID) async throws -> ObjectID? { throw NotAsked() }
  func commits(reachableFrom tips: [ObjectID], hiding hidden: [ObjectID], limit: Int) async throws -> [Commit] {
    throw NotAsked()
  }
  func references(startingWith prefix: String) async throws -> [Reference] { throw NotAsked() }
  func checkedOutReference() async throws -> String? { throw NotAsked() }
  func contains(_ id: ObjectID) async throws -> Bool { throw NotAsked() }
  func changes(from old: Snapshot, to new: Snapshot, limits: DiffLimits) async throws -> ChangeSet { throw NotAsked() }
  func entry(at path: RelativePath, in snapshot: Snapshot) async throws -> TreeEntry? { throw NotAsked() }
  func blame(_ path: RelativePath, at commit: ObjectID, lines: LineRange?) async throws -> [BlameLine] {
    throw NotAsked()
  }
  func configuration(_ key: String) async throws -> ConfigurationValue? { throw NotAsked() }
}
