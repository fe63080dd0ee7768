internal import Evidence
internal import Git
internal import SourceText

/// Looks for what blocks a push in files whose lines could not be compared: very long lines, many lines, UTF-16.
///
/// Otherwise one long line would be enough to carry a secret past the rules.
struct UnreadStage {
  /// Bytes of the largest file that is looked into; there is no comparison, so that it may be larger than for a diff.
  private static let sizeLimit = 32 << 20

  let change: ChangeSet

  /// What some rules find in lines that are new in such files.
  func findings(of rules: [any EvidenceRule], in repository: any Repository) async throws -> [Finding] {
    let unread = Set(change.omissions.compactMap(\.path))
    var findings: [Finding] = []
    for file in change.files where unread.contains(file.path.string) || file.isBinary {
      try Task.checkCancellation()
      guard let new = try await lines(of: file.new, in: repository) else { continue }
      let old = Set(try await lines(of: file.old, in: repository) ?? [])
      let added = new.enumerated().filter { !old.contains($0.element) }.map { index, line in
        DiffLine(kind: .added, oldNumber: 0, newNumber: index + 1, text: line)
      }
      var readable = file
      readable.isBinary = false
      readable.hunks = [Hunk(oldStart: 0, oldCount: 0, newStart: 1, newCount: new.count, lines: added)]
      findings += EvidenceScan.run(ChangeSet(files: [readable]), rules: rules)
    }
    return findings
  }

  /// The lines of a text; nil for what is no text, is too large or cannot be read.
  private func lines(of version: FileChange.Version?, in repository: any Repository) async throws -> [String]? {
    guard let version, version.mode == .regular || version.mode == .executable, let blob = version.blob,
      let bytes = try? await repository.blob(blob, limit: Self.sizeLimit), let text = Self.text(bytes)
    else { return nil }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// UTF-16 is known by its byte order mark; anything else with a NUL in it is no text.
  private static func text(_ bytes: [UInt8]) -> String? {
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else {
      return BinaryContent.isLikely(bytes) ? nil : String(decoding: bytes, as: UTF8.self)
    }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittle ? first | second << 8 : first << 8 | second
    }
    return String(decoding: units, as: UTF16.self)
  }
}
