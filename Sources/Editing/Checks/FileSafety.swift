internal import SourceText

/// Decides whether a path, a file or a content may be edited.
struct FileSafety: Sendable {
  let rules: EditRules

  /// Why nothing may be done at a path, whatever is there.
  func objection(to path: RelativePath) -> SkippedFile? {
    if let pattern = rules.protected.first(where: { Self.matches($0, path) }) {
      return SkippedFile(path, .protected, "it is protected by the pattern \(quoted(pattern.string))")
    }
    if let allowed = rules.allowed, !allowed.contains(where: { $0.matches(path) }) {
      return SkippedFile(path, .notAllowed, "no pattern allows it")
    }
    return nil
  }

  /// Why what stands at a path may not be edited, moved or deleted, judged by itself and its path.
  func objection(to entry: FolderEntry, at path: RelativePath) async throws -> SkippedFile? {
    let file: StoredFile
    switch entry {
    case .file(let found): file = found
    case .absent: return SkippedFile(path, .conflict, "it is not there any more")
    case .huge(let size):
      return SkippedFile(path, .huge, "it has \(size) bytes, more than the limit of \(rules.fileSize)")
    case .folder: return SkippedFile(path, .notRegular, "it is a folder")
    case .symbolicLink: return SkippedFile(path, .symbolicLink, "it is a symbolic link")
    case .special: return SkippedFile(path, .notRegular, "it is no regular file")
    }
    if file.linkCount > 1, !rules.accepted.contains(.hardLink) {
      return SkippedFile(path, .hardLink, "it has \(file.linkCount) names (hard links)")
    }
    if file.hasAttributes {
      return SkippedFile(path, .attributes, "it has an access control list or extended attributes, which would be lost")
    }
    if let objection = objection(toContent: file.bytes, at: path) { return objection }
    return try await objectionByOrigin(of: file, at: path)
  }

  /// Why some bytes are no content for a source file.
  func objection(toContent bytes: [UInt8], at path: RelativePath) -> SkippedFile? {
    guard bytes.count <= rules.fileSize else {
      return SkippedFile(path, .huge, "it has \(bytes.count) bytes, more than the limit of \(rules.fileSize)")
    }
    if BinaryContent.isLikely(bytes) { return SkippedFile(path, .binary, "it is binary") }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      return SkippedFile(path, .notUTF8, "it is not valid UTF-8")
    }
    return nil
  }

  /// Why no source file lies at a path, whether one is there or is to come.
  func objection(toOriginOf path: RelativePath) async throws -> SkippedFile? {
    if try await rules.attributes.isFiltered(path) {
      return SkippedFile(path, .filtered, "git keeps it through a filter (.gitattributes)")
    }
    if !rules.accepted.contains(.vendored) {
      if let folder = path.components.dropLast().first(where: { Self.foreignFolders.contains($0.lowercased()) }) {
        return SkippedFile(path, .vendored, "the folder \(quoted(String(folder))) holds what comes from elsewhere")
      }
      if try await rules.attributes.isVendored(path) {
        return SkippedFile(path, .vendored, ".gitattributes says that it comes from elsewhere")
      }
    }
    if !rules.accepted.contains(.generated), try await rules.attributes.isGenerated(path) {
      return SkippedFile(path, .generated, ".gitattributes says that it is generated")
    }
    return nil
  }

  private func objectionByOrigin(of file: StoredFile, at path: RelativePath) async throws -> SkippedFile? {
    if let objection = try await objection(toOriginOf: path) { return objection }
    if !rules.accepted.contains(.generated) {
      if let line = GeneratedMark.line(in: file.bytes) {
        return SkippedFile(path, .generated, "it says that it is generated (\(quoted(String(line.prefix(100)))))")
      }
    }
    return nil
  }

  /// A file system may not tell upper from lower case (CVE-2025-59944).
  private static func matches(_ pattern: GlobPattern, _ path: RelativePath) -> Bool {
    if pattern.matches(path) { return true }
    guard let lowercased = try? RelativePath(path.string.lowercased()) else { return false }
    return pattern.matches(lowercased)
  }

  private static let foreignFolders: Set<String> = [
    ".build", ".venv", "bower_components", "carthage", "node_modules", "pods", "site-packages", "third-party",
    "third_party", "vendor", "venv",
  ]
}
