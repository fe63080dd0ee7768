/// What git writes before the hunks of a file.
struct GitPatchHeader {
  var oldName: PatchName?
  var newName: PatchName?
  var isBinary = false
  var hunks: [Hunk] = []

  private let names: (PatchName, PatchName)?
  private var renamedFrom: String?
  private var renamedTo: String?
  private var isCopy = false
  private var isNew = false
  private var isDeleted = false
  private var oldMode: FileMode?
  private var newMode: FileMode?
  private var oldBlob: String?
  private var newBlob: String?

  /// - Parameter line: the line `diff --git A B`.
  init(_ line: String) {
    names = PatchName.pair(in: line.dropFirst("diff --git ".count))
  }

  /// Reads one of git's extended header lines; false when it is none.
  mutating func read(_ line: String) -> Bool {
    func value(_ key: String) -> Substring? { line.hasPrefix(key) ? line.dropFirst(key.count) : nil }
    if let mode = value("old mode ") {
      oldMode = FileMode(octal: mode)
    } else if let mode = value("new mode ") {
      newMode = FileMode(octal: mode)
    } else if let mode = value("deleted file mode ") {
      (oldMode, isDeleted) = (FileMode(octal: mode), true)
    } else if let mode = value("new file mode ") {
      (newMode, isNew) = (FileMode(octal: mode), true)
    } else if let name = value("rename from ") ?? value("copy from ") {
      renamedFrom = PatchName(name).text
      isCopy = line.hasPrefix("copy")
    } else if let name = value("rename to ") ?? value("copy to ") {
      renamedTo = PatchName(name).text
    } else if let rest = value("index ") {
      readIndex(rest)
    } else {
      return line.hasPrefix("similarity index ") || line.hasPrefix("dissimilarity index ")
    }
    return true
  }

  /// Reads what follows `index `, such as `1234567..89abcde 100644`.
  private mutating func readIndex(_ rest: Substring) {
    let words = rest.split(separator: " ")
    guard let ids = words.first, let dots = ids.firstRange(of: "..") else { return }
    func digits(_ text: Substring) -> String? {
      let isName =
        (4...64).contains(text.utf8.count) && text.utf8.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
      return isName && text.contains { $0 != "0" } ? text.lowercased() : nil
    }
    oldBlob = digits(ids[..<dots.lowerBound])
    newBlob = digits(ids[dots.upperBound...])
    if words.count > 1, let mode = FileMode(octal: words[1]) { (oldMode, newMode) = (oldMode ?? mode, newMode ?? mode) }
  }

  /// - Parameter line: where the file begins, for errors.
  func file(at line: Int) throws(PatchError) -> Patch.File {
    // `--- /dev/null` says as much as `new file mode`.
    let isNew = isNew || oldName?.isAbsent == true
    let isDeleted = isDeleted || newName?.isAbsent == true
    if isNew && isDeleted { throw .bothNewAndDeleted(at: line) }
    let old = try RelativePath(patch: renamedFrom ?? name(oldName, names?.0), at: line)
    let new = try RelativePath(patch: renamedTo ?? name(newName, names?.1), at: line)
    guard let path = isDeleted ? old ?? new : new ?? old else {
      throw PatchError(.malformed, line: line, "the file's name cannot be made out")
    }
    var change = FileChange(kind: .modified, path: path, isBinary: isBinary)
    if !isNew {
      change.old = FileChange.Version(blob: id(oldBlob), mode: oldMode ?? newMode ?? .regular)
    }
    if !isDeleted {
      change.new = FileChange.Version(blob: id(newBlob), mode: newMode ?? oldMode ?? .regular)
    }
    if renamedFrom != nil, let old, old != path {
      change.oldPath = old
      change.kind = isCopy ? .copied : .renamed
    } else if isNew {
      change.kind = .added
    } else if isDeleted {
      change.kind = .deleted
    }
    let isSubmodule = change.old?.mode == .submodule || change.new?.mode == .submodule
    change.hunks = isSubmodule || isBinary ? [] : hunks
    return Patch.File(change: change, oldBlob: isNew ? nil : oldBlob, newBlob: isDeleted ? nil : newBlob)
  }

  /// A full name; an abbreviated one is not an id yet.
  private func id(_ digits: String?) -> ObjectID? { digits.flatMap { try? ObjectID($0) } }

  /// The name of one side, without git's prefix; nil for `/dev/null` and when it is not given.
  private func name(_ name: PatchName?, _ first: PatchName?) -> String? {
    // `diff.noprefix`: both sides are named alike.
    let hasPrefix = names.map { $0.0.text != $0.1.text } ?? true
    guard let name = name ?? first, !name.isAbsent else { return nil }
    return hasPrefix ? name.withoutPrefix ?? name.text : name.text
  }
}

/// What `diff -u` writes before the hunks of a file.
struct PlainPatchHeader {
  let old: PatchName
  let new: PatchName
  let hunks: [Hunk]

  func file(at line: Int) throws(PatchError) -> Patch.File {
    let isNew = old.isAbsent || (isOfNoTime(old) && hunks.allSatisfy { $0.oldCount == 0 })
    let isDeleted = new.isAbsent || (isOfNoTime(new) && hunks.allSatisfy { $0.newCount == 0 })
    if isNew && isDeleted { throw .bothNewAndDeleted(at: line) }
    var name = isDeleted ? old.text : new.text
    // The sides lie in two folders that are compared.
    if let stripped = new.withoutPrefix, old.withoutPrefix == stripped, old.text != new.text { name = stripped }
    for (side, prefix) in [(old, "a/"), (new, "b/")] where side.text == name && name.hasPrefix(prefix) {
      if old.isAbsent || new.isAbsent { name = side.withoutPrefix ?? name }
    }
    if name.hasPrefix("./") { name.removeFirst(2) }
    guard let path = try RelativePath(patch: name, at: line) else {
      throw PatchError(.malformed, line: line, "the file's name cannot be made out")
    }
    let kind: FileChange.Kind = isNew ? .added : isDeleted ? .deleted : .modified
    return Patch.File(
      change: FileChange(
        kind: kind, path: path, old: isNew ? nil : FileChange.Version(),
        new: isDeleted ? nil : FileChange.Version(), hunks: hunks))
  }

  /// Whether a file is dated at the beginning of all time, which is how `diff -N` writes one that is not there.
  private func isOfNoTime(_ name: PatchName) -> Bool {
    name.time.hasPrefix("1970-01-01 ") || name.time.hasPrefix("1969-12-31 ")
  }
}

extension PatchError {
  fileprivate static func bothNewAndDeleted(at line: Int) -> PatchError {
    PatchError(.malformed, line: line, "the file is said to be both new and deleted")
  }
}

extension RelativePath {
  /// A path out of a patch; nil when there is none.
  fileprivate init?(patch name: String?, at line: Int) throws(PatchError) {
    guard let name else { return nil }
    do throws(SourceTextError) {
      try self.init(name)
    } catch {
      throw PatchError(.unsafePath, line: line, "\(error.description); paths in a patch must lie in the repository")
    }
  }
}

extension FileMode {
  fileprivate init?(octal text: some StringProtocol) {
    guard let value = UInt32(text, radix: 8) else { return nil }
    // Old versions of git wrote 100664 for files that a group may write.
    self.init(rawValue: value & 0o170000 == 0o100000 ? (value & 0o100 == 0 ? 0o100644 : 0o100755) : value)
  }
}
