import Foundation
import Testing

/// The rules of the house that a compiler does not check: floors, file sizes, and where words may stand.
struct HouseTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  /// The rooms by floor, from the ground up.
  private static let floors: [[String]] = [
    [
      "AgentDefinitions", "CCrash", "CExpat", "CLibcurl", "CLibcurlShims", "CLibgit2", "CLibgit2Shims", "CRE2",
      "CSandbox", "JSON", "Redaction", "SourceText", "YAML",
    ],
    ["HTTP", "JSONRPC", "Processes", "Reporting", "Store", "XML"],
    ["Git", "MCP", "Models", "SourceCode", "SwiftSource"],
    ["AgentKernel", "Editing", "Evidence", "Verification"],
    ["Characterization", "Mutation", "ProjectContext", "Tools"],
    ["CommandLineSupport", "Refactoring", "Review", "TestGeneration"],
    ["code-review", "gen-tests", "refactor"],
  ]

  @Test func `a room imports only rooms of the floors below it`() throws {
    let floorByRoom = Dictionary(
      uniqueKeysWithValues: Self.floors.enumerated().flatMap { floor, rooms in rooms.map { ($0, floor) } })
    for (room, floor) in floorByRoom {
      for file in Self.swiftFiles(in: "Sources/\(room)") {
        for imported in try Self.imports(of: file) {
          guard let other = floorByRoom[imported] else { continue }
          #expect(
            other < floor, "\(file.lastPathComponent) of \(room), floor \(floor), imports \(imported), floor \(other)")
        }
      }
    }
  }

  @Test func `every room has its place in the house`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
    let known = Set(Self.floors.joined()).union(["CRE2Library", "TestSupport"])
    #expect(Set(folders.filter { !$0.hasPrefix(".") }) == known)
  }

  @Test func `no file is longer than 500 lines`() throws {
    for file in Self.swiftFiles(in: "Sources") + Self.swiftFiles(in: "Tests") {
      let count = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
        .count
      #expect(count <= 501, "\(file.lastPathComponent) has \(count) lines")
    }
  }

  @Test func `the page of the rooms names each of them`() throws {
    let page = try String(contentsOf: Self.root.appending(path: "docs/Modules.md"), encoding: .utf8)
    for room in Self.floors.joined() {
      #expect(page.contains("`\(room)`"), "docs/Modules.md does not name \(room)")
    }
  }

  /// The rooms whose public symbols others build on.
  private static let publicRooms = ["AgentKernel", "JSON", "Models"]

  @Test(arguments: publicRooms)
  func `what is public says what it takes and what it throws`(room: String) throws {
    var count = 0
    for file in Self.swiftFiles(in: "Sources/\(room)") {
      let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
      for index in lines.indices {
        guard let function = PublicFunction(lines, at: index) else { continue }
        count += 1
        let place = "\(file.lastPathComponent):\(index + 1)"
        #expect(!function.comment.isEmpty, "\(place) has no comment")
        #expect(function.parameterCount < 2 || function.comment.contains("- Parameter"), "\(place) lacks - Parameters")
        #expect(!function.canThrow || function.comment.contains("- Throws"), "\(place) lacks - Throws")
      }
    }
    #expect(count > 5)
  }

  private static func imports(of file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index <= 2, index + 1 < words.count else { return nil }
      return String(words[index + 1])
    }
  }

  private static func swiftFiles(in folder: String) -> [URL] {
    let walk = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
    return (walk?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
  }
}
