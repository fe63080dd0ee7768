package import SourceText

/// Reports manifests and lock files that do not belong together, and locked packages whose content or origin changes.
package struct LockFileDrift: ChangeRule {
  package static let description = RuleDescription(
    id: "lock-file-drift", title: "Manifest changed without its lock file",
    rationale: """
      With a lock file that does not know a dependency, a build fails or chooses versions anew, on every machine \
      others. A lock that gives the same version another checksum or another host is how a package is exchanged for a \
      forged one; a normal refresh changes versions.
      """,
    category: .reliability, severity: .medium, confidence: 0.85)

  package init() {}

  /// Bytes of a lock file that is read.
  private static let limit = 16 << 20

  package func findings(in change: WholeChange, omissions: inout [Omission]) async throws -> [Finding] {
    var findings: [Finding] = []
    for file in change.files.map(\.change) where file.kind == .modified {
      if let manifest = Manifest(rawValue: file.path.name) {
        if let finding = try await drift(of: manifest, file, in: change) { findings.append(finding) }
      } else if let lock = LockFile(rawValue: file.path.name) {
        if max(file.old?.size ?? 0, file.new?.size ?? 0) > Self.limit {
          omissions.append(Omission(path: nil, reason: "\(file.path): too large to compare the locked packages"))
        }
        findings += try await exchanges(in: lock, file.path, change)
      }
    }
    return findings
  }

  // MARK: Manifests

  private func drift(of manifest: Manifest, _ file: FileChange, in change: WholeChange) async throws -> Finding? {
    guard let before = try await change.base.text(at: file.path, limit: Self.limit),
      let after = try await change.head.text(at: file.path, limit: Self.limit)
    else { return nil }
    let old = manifest.dependencies(in: before)
    let new = manifest.dependencies(in: after)
    let added = new.filter { dependency in !old.contains { Self.isSame($0, dependency) } }
    let gone = old.filter { dependency in !new.contains { $0.name == dependency.name } }
    guard !added.isEmpty || (!gone.isEmpty && !manifest.locksNamesOnly) else { return nil }
    let locks = try await locks(of: manifest, at: file.path, text: after, in: change.head)
    guard !locks.isEmpty else { return nil }
    let changedPaths = Set(change.files.map(\.change.path))
    var missing: [Manifest.Dependency] = []
    if manifest.locksNamesOnly {
      missing = added.filter { dependency in !locks.contains { $0.lock.names(dependency, in: $0.text) } }
    } else if !locks.contains(where: { changedPaths.contains($0.path) }) {
      missing = added.filter { dependency in
        !locks.contains { $0.lock.mirrors(dependency, in: $0.text) }
      }
      if missing.isEmpty, let first = gone.first, !locks.contains(where: { $0.lock == .yarn }) {
        return finding(
          at: Finding.Location(path: file.path, lines: LineRange(first.line), side: .old), [first], isGone: true,
          lock: locks[0].path)
      }
    }
    guard let first = missing.first else { return nil }
    return finding(
      at: Finding.Location(path: file.path, lines: LineRange(first.line)), missing, isGone: false, lock: locks[0].path)
  }

  private static func isSame(_ left: Manifest.Dependency, _ right: Manifest.Dependency) -> Bool {
    left.name == right.name && left.requirement == right.requirement
  }

  private func finding(
    at location: Finding.Location, _ dependencies: [Manifest.Dependency], isGone: Bool, lock: RelativePath
  ) -> Finding {
    let names = Set(dependencies.map(\.name)).sorted()
    let shown = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
    let first = dependencies[0]
    return Self.description.finding(
      at: location, quote: first.requirement.isEmpty ? first.name : "\(first.name) \(first.requirement)",
      explanation: isGone
        ? "\(shown) is no longer asked for, and \(lock) was not changed with it."
        : "\(lock) does not know what the change asks for: \(shown).",
      suggestion: "Run the package manager and commit \(lock) too.")
  }

  private struct Lock {
    let lock: LockFile
    let path: RelativePath
    let text: String
  }

  /// The lock files that belong to a manifest: those in its folder, and those above that name it, nearest first.
  private func locks(
    of manifest: Manifest, at path: RelativePath, text: String, in tree: any SourceTree
  ) async throws -> [Lock] {
    var locks: [Lock] = []
    var folder = path.parent
    // The folder of the manifest, as seen from the folder at hand.
    var member = ""
    while true {
      for lock in manifest.locks {
        let name = folder.map { "\($0)/\(lock.rawValue)" } ?? lock.rawValue
        guard let place = try? RelativePath(name), let content = try await tree.text(at: place, limit: Self.limit),
          member.isEmpty || lock.namesMember(member, manifest: text, in: content)
        else { continue }
        locks.append(Lock(lock: lock, path: place, text: content))
      }
      guard let current = folder else { return locks }
      member = member.isEmpty ? current.name : "\(current.name)/\(member)"
      folder = current.parent
    }
  }

  // MARK: Lock files

  /// The packages that stay at their version and come from elsewhere, or have other content.
  private func exchanges(in lock: LockFile, _ path: RelativePath, _ change: WholeChange) async throws -> [Finding] {
    guard let before = try await change.base.text(at: path, limit: Self.limit),
      let after = try await change.head.text(at: path, limit: Self.limit)
    else { return [] }
    let old = Dictionary(lock.entries(in: before).map { ($0.key, $0) }) { first, _ in first }
    let pairs = lock.entries(in: after).compactMap { entry in old[entry.key].map { (old: $0, new: entry) } }
      .sorted { $0.new.line < $1.new.line }
    let altered = pairs.filter { $0.old.checksumKind == $0.new.checksumKind && $0.old.checksum != $0.new.checksum }
    let moved = pairs.filter { pair in
      guard let old = pair.old.host, let new = pair.new.host else { return false }
      return old != new
    }
    var findings: [Finding] = []
    if let first = altered.first {
      findings.append(
        exchange(
          path, first.new, altered.count, title: "Locked version has another checksum",
          explanation: """
            \(first.new.key) stays at its version, but its checksum changes from \(first.old.checksum ?? "") to \
            \(first.new.checksum ?? ""). A published version does not change by itself.
            """))
    }
    if let first = moved.first, let host = first.new.host, let formerHost = first.old.host {
      findings.append(
        exchange(
          path, first.new, moved.count, title: "Locked version comes from another host",
          explanation: "\(first.new.key) stays at its version, but is now loaded from \(host) instead of \(formerHost)."
        ))
    }
    return findings
  }

  private func exchange(
    _ path: RelativePath, _ entry: LockFile.Entry, _ count: Int, title: String, explanation: String
  ) -> Finding {
    let more = count > 1 ? " The same is true of \(count - 1) more." : ""
    var finding = Self.description.finding(
      at: Finding.Location(path: path, lines: LineRange(entry.line)), quote: entry.key, title: title,
      explanation: explanation + more,
      suggestion: "Find out who changed it and why, before anybody installs it.")
    finding.category = .security
    return finding
  }
}
