package import SourceText

/// Reports submodules that move beside other changes, come from elsewhere, or cannot be found.
package struct SubmoduleChange: ChangeRule {
  package static let description = RuleDescription(
    id: "submodule-change", title: "Submodule moved along with other changes",
    rationale: """
      A submodule brings in code that the diff does not show. `git commit -a` moves one by accident, another address \
      gets the code from somebody else, and a submodule without an address cannot be checked out by anybody.
      """,
    category: .hygiene, severity: .low, confidence: 0.8)

  package init() {}

  package func findings(in change: WholeChange, omissions: inout [Omission]) async throws -> [Finding] {
    let files = change.files.map(\.change)
    let moved = files.filter { $0.new?.mode == .submodule }
    let list = files.first { $0.path.string == Self.listName }
    guard !moved.isEmpty || list != nil else { return [] }
    let before = try await Self.entries(in: change.base)
    let after = try await Self.entries(in: change.head)
    var findings = try await missing(in: change, before: before, after: after, moved: moved, list: list)
    if list?.new != nil { findings += redirected(before: before, after: after) }
    let others = files.contains { $0.new?.mode != .submodule && $0.old?.mode != .submodule }
    guard others, list == nil else { return findings }
    let told = Set(findings.map(\.location.path))
    for file in moved where file.kind == .modified && file.old?.blob != file.new?.blob && !told.contains(file.path) {
      findings.append(
        Self.description.finding(
          at: Finding.Location(path: file.path), quote: "",
          explanation: Self.words(from: file.old?.blob, to: file.new?.blob),
          suggestion: "Make sure that the move is meant, and say what it brings; otherwise restore the submodule."))
    }
    return findings
  }

  private static let listName = ".gitmodules"

  private static func words(from old: ObjectID?, to new: ObjectID?) -> String {
    let commits = old.flatMap { old in new.map { " from \(old.short) to \($0.short)" } } ?? ""
    return "The submodule moves\(commits) in a change of other files; what it brings in is not part of the diff."
  }

  /// The submodules without an address that had one before, or were not there.
  private func missing(
    in change: WholeChange, before: [Entry], after: [Entry], moved: [FileChange], list: FileChange?
  ) async throws -> [Finding] {
    let known = Set(after.compactMap(\.path))
    let knownBefore = Set(before.compactMap(\.path))
    let all = list == nil ? moved.map(\.path) : try await change.head.files.filter { $0.mode == .submodule }.map(\.path)
    var findings: [Finding] = []
    for path in all where !known.contains(path.string) {
      let wasThere = try await change.base.file(at: path)?.mode == .submodule
      guard !wasThere || knownBefore.contains(path.string) else { continue }
      var finding = Self.description.finding(
        at: Finding.Location(path: path), quote: "", title: "Submodule without an address",
        explanation: """
          No entry of .gitmodules says where this submodule comes from, so a clone has an empty folder here. \
          Mostly a repository inside the work tree was added by accident.
          """,
        suggestion: "Add it with git submodule add, or commit its files instead.")
      finding.severity = .high
      finding.category = .reliability
      findings.append(finding)
    }
    return findings
  }

  /// The submodules that now come from another place.
  private func redirected(before: [Entry], after: [Entry]) -> [Finding] {
    guard let path = try? RelativePath(Self.listName) else { return [] }
    return after.compactMap { entry in
      guard let old = before.first(where: { $0.name == entry.name }) ?? before.first(where: { $0.path == entry.path }),
        let oldAddress = old.address, let address = entry.address, !Self.isSamePlace(oldAddress, address)
      else { return nil }
      var finding = Self.description.finding(
        at: Finding.Location(path: path, lines: LineRange(entry.line)), quote: "url = \(address)",
        title: "Submodule comes from another address",
        explanation: "The submodule \(entry.name) came from \(oldAddress); now its code comes from \(address).",
        suggestion: "Make sure that the new owner is the one you trust.")
      finding.severity = .medium
      finding.category = .security
      return finding
    }
  }

  /// Whether two addresses lead to the same place, as far as their texts tell.
  private static func isSamePlace(_ first: String, _ second: String) -> Bool {
    let places = [place(first), place(second)]
    // A relative address begins where the repository itself comes from.
    if [first, second].contains(where: { $0.hasPrefix("./") || $0.hasPrefix("../") }) {
      return places[0].split(separator: "/").last == places[1].split(separator: "/").last
    }
    return places[0] == places[1]
  }

  /// An address without what does not say where it leads: the protocol, the user, and the usual ends.
  private static func place(_ address: String) -> String {
    var rest = address[...]
    if let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
    } else if let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/") {
      rest = rest[..<colon] + "/" + rest[rest.index(after: colon)...]
    }
    let host = rest.prefix { $0 != "/" }
    if let at = host.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    while rest.hasSuffix("/") { rest.removeLast() }
    if rest.hasSuffix(".git") { rest.removeLast(4) }
    return rest.lowercased()
  }

  /// A section of `.gitmodules`.
  private struct Entry {
    let name: String
    var path: String?
    var address: String?
    /// Of the address.
    var line = 1
  }

  private static func entries(in tree: any SourceTree) async throws -> [Entry] {
    guard let path = try? RelativePath(listName), let text = try await tree.text(at: path, limit: 1 << 20) else {
      return []
    }
    var entries: [Entry] = []
    for (index, raw) in TextLines.split(text).enumerated() {
      let line = raw.trimmed
      if line.hasPrefix("[submodule") {
        let name = line.dropFirst("[submodule".count).filter { $0 != "\"" && $0 != "]" }
        entries.append(Entry(name: String(name[...].trimmed)))
        continue
      }
      guard !entries.isEmpty, let equals = line.firstIndex(of: "=") else { continue }
      let value = String(line[line.index(after: equals)...].trimmed)
      switch line[..<equals].trimmed.lowercased() {
      case "path": entries[entries.count - 1].path = value
      case "url":
        entries[entries.count - 1].address = value
        entries[entries.count - 1].line = index + 1
      default: continue
      }
    }
    return entries
  }
}
