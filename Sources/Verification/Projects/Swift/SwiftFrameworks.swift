internal import SourceText

/// Which libraries the tests of a Swift package are written with, by what their sources import.
enum SwiftFrameworks {
  /// Source files of one module that are looked into.
  private static let fileLimit = 500

  /// Bytes of the largest one.
  private static let sizeLimit = 1 << 20

  /// The libraries that the sources of a module import, in the order of `ProjectLayout.TestFramework`.
  static func imported(by module: ProjectLayout.Module, in area: WorkArea) -> [ProjectLayout.TestFramework] {
    var found: Set<ProjectLayout.TestFramework> = []
    for source in module.sources.prefix(fileLimit) where found.count < 2 {
      guard let bytes = try? area.content(of: source, limit: sizeLimit) else { continue }
      found.formUnion(imported(in: String(decoding: bytes, as: UTF8.self)))
    }
    return ProjectLayout.TestFramework.allCases.filter(found.contains)
  }

  /// The libraries that a source text imports.
  static func imported(in text: String) -> Set<ProjectLayout.TestFramework> {
    var found: Set<ProjectLayout.TestFramework> = []
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split { $0 == " " || $0 == "\t" || $0 == ";" }
      // Attributes and an access level may stand before it, and `class`, `func`, ... behind.
      guard let index = words.firstIndex(of: "import"), index <= 3,
        words[..<index].allSatisfy({ $0.hasPrefix("@") || ["public", "package", "internal", "private"].contains($0) })
      else { continue }
      for word in words[(index + 1)...].prefix(2) {
        switch word.prefix(while: { $0 != "." }) {
        case "Testing": found.insert(.swiftTesting)
        case "XCTest": found.insert(.xctest)
        default: break
        }
      }
    }
    return found
  }
}
