internal import SourceText

/// The files that a preparation gets to see in one state of a project, and the name of what comes of them.
struct PreparationInputs: Sendable {
  /// Sorted by path.
  let files: [ProjectEntry]

  /// By path, the hash of the content and whether it can be executed.
  let hashes: [String: String]

  /// What a preparation with the same words and the same files is kept under: 64 hexadecimal digits.
  let key: String

  /// Bytes of all inputs together.
  private static let sizeLimit = 1 << 30

  /// Reads the inputs.
  ///
  /// - Parameters:
  ///   - files: the project in one state.
  ///   - configured: says which files count, and what is done with them.
  ///   - repository: the repository's key.
  ///   - toolchain: the version of what the command runs, if that is known; may be empty.
  ///   - isConfined: whether this program's own sandbox keeps the command from all else.
  init(
    of files: any ProjectFiles, _ configured: ConfiguredPreparation, repository: String, toolchain: String,
    isConfined: Bool
  ) async throws {
    let chosen = try await files.files.filter { file in
      configured.inputs.isEmpty || configured.inputs.contains { $0.matches(file.path) }
    }.sorted { $0.path < $1.path }
    var hashes: [String: String] = [:]
    var size = 0
    for file in chosen {
      try Task.checkCancellation()
      let content = try await files.content(of: file)
      size += content.count
      guard size <= Self.sizeLimit else {
        throw VerificationError(
          .preparationFailed, "the inputs of `prepare` are larger than 1 GiB; name only what the command reads")
      }
      hashes[file.path.string] = "\(String(file.mode.rawValue, radix: 8)) \(ContentHash(of: content))"
    }
    self.files = chosen
    self.hashes = hashes
    let fields = [
      "2", repository, toolchain, isConfined ? "confined" : "external", "\(configured.allowsNetwork)",
      "\(configured.words.count)",
    ]
    let kept = configured.kept.map(\.string)
    let contents = chosen.flatMap { [$0.path.string, hashes[$0.path.string] ?? ""] }
    key =
      ContentHash(
        ofFields: fields + configured.words + configured.variables + ["\(kept.count)"] + kept + contents
      ).hexadecimal
  }
}
