import Evidence
import SourceText

/// Files in memory, as a state of a repository.
struct MemoryTree: SourceTree {
  private let texts: [ObjectID: String]
  let files: [SourceFile]

  init(_ texts: KeyValuePairs<String, String> = [:]) throws {
    try self.init(texts.map { ($0.key, $0.value) })
  }

  init(_ texts: [(path: String, text: String)]) throws {
    var byName: [ObjectID: String] = [:]
    files = try texts.enumerated().map { index, entry in
      let digits = String(index + 1, radix: 16)
      let name = try ObjectID(String(repeating: "0", count: 40 - digits.count) + digits)
      byName[name] = entry.text
      return SourceFile(path: try RelativePath(entry.path), blob: name)
    }
    self.texts = byName
  }

  func file(at path: RelativePath) async throws -> SourceFile? { files.first { $0.path == path } }

  func content(of file: SourceFile, limit: Int) async throws -> [UInt8]? {
    texts[file.blob].map { Array($0.utf8) }.flatMap { $0.count <= limit ? $0 : nil }
  }
}
