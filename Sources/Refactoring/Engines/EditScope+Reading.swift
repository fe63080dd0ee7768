internal import Editing
internal import SourceText
internal import Verification

extension EditScope {
  /// Bytes of a file that an engine reads at the most: more are never edited (`EditRules`).
  static let fileLimit = 4 << 20

  /// What a file holds, or why an engine leaves it alone.
  enum Reading {
    case bytes([UInt8])
    case skipped(SkippedFile)
  }

  /// Reads a file as source text.
  ///
  /// - Returns: nil when it is not there any more.
  func read(_ path: RelativePath) -> Reading? {
    let bytes: [UInt8]
    do throws(VerificationError) {
      guard let content = try area.content(of: path, limit: Self.fileLimit) else { return nil }
      bytes = content
    } catch {
      return .skipped(SkippedFile(path, .huge, "it is not read: \(error)"))
    }
    if BinaryContent.isLikely(bytes) { return .skipped(SkippedFile(path, .binary, "it is binary")) }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      return .skipped(SkippedFile(path, .notUTF8, "it is not valid UTF-8"))
    }
    return .bytes(bytes)
  }
}

extension Proposal {
  /// Steps of changes that each stand in one file: each by itself, or all as one.
  ///
  /// - Parameters:
  ///   - operations: in the order of paths.
  ///   - title: what the change does, without the file's name.
  init(
    _ operations: [FileOperation], title: String, isTogether: Bool, skipped: [SkippedFile] = [], notes: [String] = []
  ) {
    var steps: [ProposedStep] = []
    if isTogether {
      if !operations.isEmpty { steps = [ProposedStep(title: title, operations: operations)] }
    } else {
      steps = operations.map { ProposedStep(title: "\(title) in \($0.path)", operations: [$0]) }
    }
    self.init(steps: steps, skipped: skipped, notes: notes)
  }
}
