import Foundation
import SourceText
import TestSupport
import Testing

@testable import Refactoring

struct UnitSearchTests {
  /// A folder with repositories, packages and files in it.
  private static func place() throws -> RepositoryBuilder {
    let builder = try RepositoryBuilder()
    for name in ["alpha", "team/beta", "team/archive/old", "gamma.git"] {
      let path = builder.sibling("place/\(name)")
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try builder.git(arguments: ["init", "--quiet"] + (name.hasSuffix(".git") ? ["--bare"] : []) + [path])
    }
    for file in [
      "alpha/Package.swift", "alpha/Sources/A/A.swift", "alpha/Sources/B/B.swift", "alpha/.hidden/C.swift",
      "alpha/node_modules/x/Package.swift", "alpha/Nested/Package.swift", "team/beta/pyproject.toml", "loose/D.swift",
    ] {
      let url = URL(filePath: builder.sibling("place/\(file)"))
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("// \(file)\n".utf8).write(to: url)
    }
    try FileManager.default.createSymbolicLink(
      atPath: builder.sibling("place/link"), withDestinationPath: builder.sibling("place/alpha"))
    return builder
  }

  private static func names(
    _ builder: RepositoryBuilder, _ kind: CampaignUnit.Kind, include: [String] = [], exclude: [String] = [],
    list: [String] = [], depth: Int = 12
  ) throws -> [String] {
    var search = try UnitSearch(
      UnitQuery(
        kind: kind, folder: builder.sibling("place"), paths: list, included: try include.map { try GlobPattern($0) },
        excluded: try exclude.map { try GlobPattern($0) }, depth: depth))
    return try search.units().map(\.name)
  }

  @Test(
    arguments: [
      (CampaignUnit.Kind.repository, ["**"], [], ["alpha", "gamma.git", "team/archive/old", "team/beta"]),
      (.repository, ["**"], ["archive"], ["alpha", "gamma.git", "team/beta"]),
      (.repository, ["team/*"], [], ["team/beta"]),
      (.package, ["**"], [], ["alpha", "alpha/Nested", "team/beta"]),
      (.directory, ["alpha/Sources/*"], [], ["alpha/Sources/A", "alpha/Sources/B"]),
      (
        .file, ["**/*.swift"], ["**/Package.swift"],
        ["alpha/Sources/A/A.swift", "alpha/Sources/B/B.swift", "loose/D.swift"]
      ),
      (.file, ["*.swift"], ["Package.swift", "loose/"], ["alpha/Sources/A/A.swift", "alpha/Sources/B/B.swift"]),
    ] as [(CampaignUnit.Kind, [String], [String], [String])])
  func `units are found by what they are and what they are called`(
    kind: CampaignUnit.Kind, include: [String], exclude: [String], names: [String]
  ) throws {
    let place = try Self.place()
    #expect(try Self.names(place, kind, include: include, exclude: exclude) == names)
  }

  @Test func `listed units are taken as they are, each once, whatever way they are named`() throws {
    let place = try Self.place()
    #expect(
      try Self.names(place, .repository, list: ["team/beta", "alpha/", "./alpha", "link", place.path])
        == [place.path, "alpha", "team/beta"])
  }

  @Test func `a list may be a file, with comments`() throws {
    let place = try Self.place()
    try place.write("units.txt", "# those of the team\nteam/beta\r\n\n  alpha\n")
    var search = try UnitSearch(
      UnitQuery(kind: .repository, folder: place.sibling("place"), lists: ["\(place.path)/units.txt"]))
    let units = try search.units()
    #expect(units.map(\.identity) == ["repository:alpha", "repository:team/beta"])
    #expect(units.map(\.path) == ["alpha", "team/beta"].map { place.sibling("place/\($0)") })
  }

  @Test func `a unit knows its repository and its place in it`() throws {
    let place = try Self.place()
    var search = try UnitSearch(
      UnitQuery(kind: .file, folder: place.sibling("place"), paths: ["alpha/Sources/A/A.swift", "loose/D.swift"]))
    let units = try search.units()
    #expect(units.map(\.repository) == [place.sibling("place/alpha"), nil])
    #expect(units.map(\.pathInRepository) == ["Sources/A/A.swift", nil])
  }

  @Test func `linked work trees share what holds the branches, and have branches of their own`() throws {
    let place = try Self.place()
    let alpha = place.sibling("place/alpha")
    try place.git(arguments: ["-C", alpha, "commit", "--quiet", "--allow-empty", "--message", "first"])
    for name in ["linked", "team/other"] {
      try place.git(arguments: ["-C", alpha, "worktree", "add", "--quiet", "--detach", place.sibling("place/\(name)")])
    }
    var search = try UnitSearch(
      UnitQuery(
        kind: .repository, folder: place.sibling("place"), paths: ["alpha", "linked", "team/other", "team/beta"]))
    let units = try search.units()
    #expect(units.map(\.name) == ["alpha", "linked", "team/beta", "team/other"])
    #expect(units.map(\.isLinked) == [false, true, false, true])
    #expect(units.filter { $0.store == "\(alpha)/.git" }.map(\.name) == ["alpha", "linked", "team/other"])
    let branches = units.map { CampaignWork.branch(of: $0, "c") }
    #expect(branches[0] == "refactor/c" && branches[2] == "refactor/c")
    #expect(Set([branches[0], branches[1], branches[3]]).count == 3)
  }

  @Test(arguments: [
    (CampaignUnit.Kind.repository, ["nowhere"], "does not exist"), (.repository, ["loose"], "no repository"),
    (.file, ["alpha"], "is a folder"), (.directory, ["loose/D.swift"], "is a file"),
    (.repository, ["x\0y"], "does not exist"),
  ])
  func `a listed unit that cannot be one is named`(kind: CampaignUnit.Kind, list: [String], words: String) throws {
    let place = try Self.place()
    let error = #expect(throws: RefactoringError.self) { try Self.names(place, kind, list: list) }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func `a search that finds nothing says so`() throws {
    let place = try Self.place()
    let error = #expect(throws: RefactoringError.self) { try Self.names(place, .package, include: ["nowhere/**"]) }
    #expect(error?.code == .precondition)
  }

  @Test func `what is too deep is told`() throws {
    let place = try Self.place()
    var search = try UnitSearch(
      UnitQuery(
        kind: .repository, folder: place.sibling("place"), included: [try GlobPattern("**")], depth: 1))
    #expect(try search.units().map(\.name) == ["alpha", "gamma.git"])
    #expect(search.omissions.contains { $0.contains("team is deeper than 1") })
  }

  @Test func `names for files and branches are readable, and differ`() {
    let units = ["team/beta", "team-beta", "..", "é/ü", String(repeating: "long/", count: 40)].map {
      CampaignUnit(kind: .repository, name: $0, path: "/x", repository: nil)
    }
    #expect(Set(units.map(\.fileName)).count == units.count)
    #expect(units[0].fileName.hasPrefix("team-beta-"))
    #expect(
      units.allSatisfy { $0.fileName.utf8.count <= 60 && !$0.fileName.hasPrefix("-") && !$0.fileName.contains("/") })
  }
}
