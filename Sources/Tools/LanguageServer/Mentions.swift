internal import SourceCode
internal import SourceText

/// The files of one language in which a name stands.
struct Mentions: Sendable {
  struct File: Sendable {
    let bytes: [UInt8]
    let occurrences: NameOccurrences
  }

  private(set) var files: [RelativePath: File] = [:]

  /// Whether there were more files than one search may read.
  private(set) var isPartial = false

  /// What one search may read, in bytes.
  private static let readLimit = 256 << 20

  /// The most files that are kept.
  private static let fileLimit = 2_000

  /// How many files are read at once.
  private static let batchSize = 32

  init(of name: String, in view: any FileView, like language: Language) async throws {
    let candidates = try await view.files(below: nil, in: .new).filter {
      $0.isRegular && Language(path: $0.path) == language && !SensitiveFile.contains($0.path)
    }
    let wanted = Array(name.utf8)
    var read = 0
    for start in stride(from: 0, to: candidates.count, by: Self.batchSize) {
      try Task.checkCancellation()
      guard read < Self.readLimit, files.count < Self.fileLimit else {
        isPartial = true
        return
      }
      for (path, bytes) in try await view.contents(of: Array(candidates[start...].prefix(Self.batchSize))) {
        read += bytes.count
        guard NameOccurrences.contains(wanted, in: bytes), !BinaryContent.isLikely(bytes) else { continue }
        let occurrences = NameOccurrences(of: name, in: bytes, language)
        guard !occurrences.code.isEmpty || occurrences.elsewhere > 0 else { continue }
        files[path] = File(bytes: bytes, occurrences: occurrences)
      }
    }
  }

  /// How often the name stands in code.
  var codeCount: Int { files.values.reduce(0) { $0 + $1.occurrences.code.count } }

  /// How often it stands in strings and comments.
  var elsewhereCount: Int { files.values.reduce(0) { $0 + $1.occurrences.elsewhere } }
}
