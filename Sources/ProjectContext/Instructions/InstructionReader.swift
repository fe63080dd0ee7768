internal import Git
internal import Redaction
internal import SourceText

/// Reads instruction files and their imports from one state of a repository, each content once, within limits.
///
/// Everything comes from git's objects: a link is followed only to what the same state holds, and nothing leads out.
struct InstructionReader {
  /// How many files may bring each other in a row, and how many links may lead to each other; Claude Code's number.
  static let hopLimit = 5

  /// Files of one review.
  static let fileLimit = 64

  /// Bytes of one file.
  static let fileSizeLimit = 1 << 20

  let repository: any Repository
  let snapshot: Snapshot
  private(set) var warnings: [String] = []

  private let sizeLimit: Int
  private var left: Int
  private var count = 0
  private var contents: Set<ObjectID> = []

  init(repository: any Repository, snapshot: Snapshot, sizeLimit: Int) {
    self.repository = repository
    self.snapshot = snapshot
    self.sizeLimit = sizeLimit
    left = sizeLimit
  }

  /// A file that was read, and the paths that it imports.
  private struct Draft {
    var file: InstructionFiles.File
    var imports: [String]
    var isSilent: Bool
  }

  /// Reads the files that are there, and then what they import, which stands behind each.
  mutating func read(_ candidates: [RelativePath]) async throws -> [InstructionFiles.File] {
    var drafts: [Draft] = []
    for path in candidates {
      guard let entry = try await repository.entry(at: path, in: snapshot) else { continue }
      if let draft = try await draft(of: entry, named: path, importer: nil) { drafts.append(draft) }
    }
    var files: [InstructionFiles.File] = []
    for draft in drafts {
      if !draft.isSilent { files.append(draft.file) }
      files += try await imports(of: draft)
    }
    return files
  }

  /// The part of a text that has room, with hidden characters made visible; nil when there is none.
  mutating func admit(_ text: String, named name: String) -> String? {
    let text = TerminalText.escaped(text)
    guard left > 0 else {
      warnings.append("\(name) was not used: the instruction files are longer than \(sizeLimit) bytes together")
      return nil
    }
    let size = text.utf8.count
    guard size > left else {
      left -= size
      return text
    }
    warnings.append("\(name) was cut after \(left) of its \(size) bytes")
    var end = text.utf8.index(text.utf8.startIndex, offsetBy: left)
    while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    left = 0
    return String(text[..<end])
  }

  /// What a file imports, and what that imports, in the order in which it is named.
  private mutating func imports(of draft: Draft) async throws -> [InstructionFiles.File] {
    var files: [InstructionFiles.File] = []
    // A stack, not recursion; what was named last is looked at last.
    var waiting = draft.imports.reversed().map { (path: $0, importer: draft.file.path, hops: 1) }
    while let next = waiting.popLast() {
      guard let found = try await importedDraft(next.path, by: next.importer) else { continue }
      if !found.isSilent { files.append(found.file) }
      guard !found.imports.isEmpty else { continue }
      guard next.hops < Self.hopLimit else {
        warnings.append(
          "what \(found.file.path) imports was not used: imports go no deeper than \(Self.hopLimit) files")
        continue
      }
      waiting += found.imports.reversed().map { (path: $0, importer: found.file.path, hops: next.hops + 1) }
    }
    return files
  }

  private mutating func importedDraft(_ text: String, by importer: RelativePath) async throws -> Draft? {
    let shown = TerminalText.singleLine("@\(text)", limit: 120)
    guard !text.hasPrefix("/"), !text.hasPrefix("~"), let path = Self.resolve(text, from: importer.parent) else {
      warnings.append("\(shown) in \(importer) was not used: it leads out of the repository")
      return nil
    }
    let entry = try await repository.entry(at: path, in: snapshot)
    guard let entry, entry.mode != .folder else {
      if InstructionImports.isSurelyPath(text) {
        warnings.append("\(shown) in \(importer) was not used: there is no such file in the state before the change")
      }
      return nil
    }
    return try await draft(of: entry, named: path, importer: importer)
  }

  /// Reads one file; nil when it was read before, has no room or is none.
  private mutating func draft(
    of entry: TreeEntry, named path: RelativePath, importer: RelativePath?
  ) async throws -> Draft? {
    guard !SensitiveFile.contains(path) else {
      warnings.append("\(path) was not used: files of this name usually hold secrets")
      return nil
    }
    guard let target = try await followingLinks(entry, named: path) else { return nil }
    guard contents.insert(target.id).inserted else { return nil }
    guard count < Self.fileLimit else {
      if count == Self.fileLimit { warnings.append("no more than \(Self.fileLimit) instruction files are used") }
      count = Self.fileLimit + 1
      return nil
    }
    guard let bytes = try? await repository.blob(target.id, limit: Self.fileSizeLimit) else {
      warnings.append("\(path) could not be read or is larger than 1 MiB and was not used")
      return nil
    }
    guard !bytes.contains(0) else {
      warnings.append("\(path) is not text and was not used")
      return nil
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let imports = InstructionImports(in: text)
    let isSilent = imports.isAll && !imports.paths.isEmpty
    guard let admitted = isSilent ? "" : admit(text, named: "\(path)") else { return nil }
    count += 1
    return Draft(
      file: InstructionFiles.File(path: path, text: admitted, importer: importer), imports: imports.paths,
      isSilent: isSilent)
  }

  /// The file that an entry is or leads to within the same state; nil, and a warning, when it is no file.
  private mutating func followingLinks(_ entry: TreeEntry, named path: RelativePath) async throws -> TreeEntry? {
    var entry = entry
    for _ in 0...Self.hopLimit {
      if entry.mode == .regular || entry.mode == .executable { return entry }
      guard entry.mode == .symbolicLink, let bytes = try? await repository.blob(entry.id, limit: 4096),
        let target = String(validating: bytes, as: UTF8.self), !target.hasPrefix("/"),
        let resolved = Self.resolve(target, from: entry.path.parent),
        !SensitiveFile.contains(resolved), let next = try await repository.entry(at: resolved, in: snapshot)
      else { break }
      entry = next
    }
    warnings.append("\(path) is not a plain file, nor a link to one in the repository, and was not used")
    return nil
  }

  /// A relative path as one from the root; nil when it leads out of the repository.
  private static func resolve(_ text: String, from folder: RelativePath?) -> RelativePath? {
    var components = folder?.components.map(String.init) ?? []
    for component in text.split(separator: "/") where component != "." {
      guard component == ".." else {
        components.append(String(component))
        continue
      }
      guard components.popLast() != nil else { return nil }
    }
    return try? RelativePath(components.joined(separator: "/"))
  }
}
