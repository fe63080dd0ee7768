internal import SourceText

/// Checks operations against a folder, and writes nothing.
package struct EditCheck: Sendable {
  private let root: RootFolder
  private let safety: FileSafety

  private var rules: EditRules { safety.rules }

  package init(in root: RootFolder, rules: EditRules = EditRules()) {
    self.root = root
    safety = FileSafety(rules: rules)
  }

  /// Checks operations, all of which speak of the folder as it is now.
  ///
  /// - Throws: `EditingError`: `.invalid` when the operations contradict each other or do not fit their files, and, where
  ///   the rules do not skip troubled files, the code of the first trouble with a line for each.
  package func check(_ operations: [FileOperation]) async throws -> CheckedChange {
    let plan = try EditPlan(operations)
    let paths = plan.paths
    guard paths.count <= rules.fileCount else {
      throw EditingError(.invalid, "the change touches \(paths.count) paths, more than the limit of \(rules.fileCount)")
    }
    var finding = Finding(plan: plan)
    for path in paths {
      try Task.checkCancellation()
      try await look(at: path, &finding)
    }
    try checkNames(&finding)
    for path in paths { try await build(path, &finding) }
    return try settled(finding)
  }

  /// What the check has found out so far.
  private struct Finding {
    let plan: EditPlan
    var entries: [RelativePath: StoredFile] = [:]
    var troubles: [RelativePath: SkippedFile] = [:]
    var files: [CheckedChange.File] = []
    var size = 0

    mutating func note(_ trouble: SkippedFile?) {
      guard let trouble, troubles[trouble.path] == nil else { return }
      troubles[trouble.path] = trouble
    }
  }

  /// Reads what is at a path and notes why it may not be touched.
  private func look(at path: RelativePath, _ finding: inout Finding) async throws {
    if let objection = safety.objection(to: path) { return finding.note(objection) }
    let entry: FolderEntry
    do {
      entry = try root.entry(at: path, limit: rules.fileSize)
    } catch {
      guard error.code == .outside else { throw error }
      return finding.note(SkippedFile(path, .outside, "the path leads over a link or a file"))
    }
    guard let source = finding.plan.sources[path] else {
      if entry != .absent { return finding.note(SkippedFile(path, .conflict, "something is there already")) }
      return finding.note(try await safety.objection(toOriginOf: path))
    }
    if let objection = try await safety.objection(to: entry, at: path) { return finding.note(objection) }
    guard case .file(let file) = entry else { return }
    guard file.hash == source.base else {
      return finding.note(SkippedFile(path, .conflict, "it is not what the edit was made for; read it again"))
    }
    finding.entries[path] = file
    try count(file.bytes.count, &finding)
  }

  /// Notes the new names that differ from others only in what some file systems do not tell apart.
  private func checkNames(_ finding: inout Finding) throws {
    var names = FolderNames(root: root)
    for path in finding.plan.arrivals.keys.sorted() where finding.troubles[path] == nil {
      if let clash = try names.clash(addingPath: path) {
        finding.note(
          SkippedFile(path, .caseClash, "\(quoted(clash)) differs from it only by letter case or the form of accents"))
      }
    }
  }

  /// Works out what will be at a path.
  private func build(_ path: RelativePath, _ finding: inout Finding) async throws {
    let group = finding.plan.group(of: path)
    guard group.allSatisfy({ finding.troubles[$0] == nil }) else { return }
    let old = finding.entries[path]
    let (new, origin) = try content(at: path, finding)
    if let new {
      if old?.hash == new.hash, old?.isExecutable == new.isExecutable {
        throw EditPlan.invalid(path, "it changes nothing")
      }
      if let objection = safety.objection(toContent: new.bytes, at: path) { return finding.note(objection) }
      if let objection = await parseObjection(to: new, at: path, origin) { return finding.note(objection) }
      try count(new.bytes.count, &finding)
    }
    finding.files.append(
      CheckedChange.File(path: path, old: old, new: new, reasons: finding.plan.reasons[path] ?? []))
  }

  /// What will be at a path, and where it comes from; nil when nothing will be there.
  private func content(
    at path: RelativePath, _ finding: Finding
  ) throws(EditingError) -> (CheckedChange.Content?, origin: (path: RelativePath, file: StoredFile)?) {
    let origin: RelativePath
    switch finding.plan.arrivals[path] {
    case .created(let bytes, let isExecutable)?:
      let mode: UInt32 = isExecutable ? 0o755 : 0o644
      return (Self.content(bytes, mode: mode, like: nil), nil)
    case .moved(let source)?: origin = source
    case nil:
      if finding.plan.sources[path]?.removal != nil { return (nil, nil) }
      origin = path
    }
    guard let file = finding.entries[origin], let source = finding.plan.sources[origin] else { return (nil, nil) }
    let bytes = try Replacements.applied(source.replacements, to: file.bytes, at: origin)
    return (Self.content(bytes, mode: file.mode, like: file), (origin, file))
  }

  private static func content(_ bytes: [UInt8], mode: UInt32, like file: StoredFile?) -> CheckedChange.Content {
    CheckedChange.Content(
      bytes: bytes, hash: ContentHash(of: bytes), mode: mode, owner: file?.owner, group: file?.group)
  }

  /// Files with faults are edited too, but the result must not have more of them.
  private func parseObjection(
    to new: CheckedChange.Content, at path: RelativePath, _ origin: (path: RelativePath, file: StoredFile)?
  ) async -> SkippedFile? {
    guard let parse = rules.parseCheck, let after = await parse(path, new.bytes), after > 0 else { return nil }
    var before = 0
    if let origin { before = await parse(origin.path, origin.file.bytes) ?? 0 }
    guard after > before else { return nil }
    return SkippedFile(path, .worse, "the result would not parse: \(after) faults, and \(before) before")
  }

  private func count(_ bytes: Int, _ finding: inout Finding) throws(EditingError) {
    finding.size += bytes
    guard finding.size <= rules.totalSize else {
      throw EditingError(.invalid, "the change reads and writes more than the limit of \(rules.totalSize) bytes")
    }
  }

  private func settled(_ finding: Finding) throws(EditingError) -> CheckedChange {
    let troubles = finding.troubles.values.sorted { $0.path < $1.path }
    let groups = finding.plan.paths.reduce(into: [RelativePath: Set<RelativePath>]()) {
      let group = finding.plan.group(of: $1)
      if group.count > 1 { $0[$1] = group }
    }
    let change = CheckedChange(files: finding.files, skipped: [], groups: groups)
    guard let first = troubles.first else { return change }
    guard rules.troubledFiles == .skip else { throw EditingError(troubles, first.kind.code) }
    return change.leaving(troubles)
  }
}

extension EditingError {
  /// The refusal of a whole change.
  init(_ troubles: [SkippedFile], _ code: Code) {
    self.init(code, "nothing was changed: " + troubles.map(\.description).joined(separator: "; "))
  }
}
