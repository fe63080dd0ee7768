package import SourceText

/// Reports symbolic links that lead to nowhere or out of the repository, and files that become links or stop being ones.
package struct SymbolicLink: ChangeRule {
  package static let description = RuleDescription(
    id: "symbolic-link", title: "Symbolic link that leads nowhere",
    rationale: """
      A link out of the repository works on one machine only, and a tool that follows it reads or writes files that \
      nobody meant to share. A file that turns into a link, or back, is often an accident of a file system without \
      links.
      """,
    category: .reliability, severity: .medium, confidence: 0.9)

  package init() {}

  package func findings(in change: WholeChange, omissions: inout [Omission]) async throws -> [Finding] {
    let files = change.files.map(\.change).filter { $0.new?.mode == .symbolicLink || Self.wasLink($0) }
    guard !files.isEmpty else { return [] }
    var tree: LinkTree?
    var findings: [Finding] = []
    for file in files {
      if Self.wasLink(file) {
        findings += try await replacedLink(file, in: change)
        continue
      }
      let isRetargeted = file.old?.mode != .symbolicLink || file.old?.blob != file.new?.blob || file.oldPath != nil
      guard isRetargeted, let target = try await Self.target(of: file.path, in: change.head) else { continue }
      if tree == nil { tree = LinkTree(try await change.head.files) }
      guard var known = tree else { continue }
      let end = try await known.end(of: target, at: file.path, in: change.head)
      tree = known
      if let finding = finding(file, target: target, end: end) { findings.append(finding) }
    }
    return findings
  }

  /// Bytes of a link's target; systems allow no longer path.
  private static let limit = 4096

  private static func target(of path: RelativePath, in tree: any SourceTree) async throws -> String? {
    guard let file = try await tree.file(at: path), file.mode == .symbolicLink,
      let bytes = try await tree.content(of: file, limit: limit), !bytes.isEmpty
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func finding(_ file: FileChange, target: String, end: LinkTree.End) -> Finding? {
    func finding(_ title: String, _ explanation: String, _ suggestion: String, _ severity: Severity) -> Finding {
      var finding = Self.description.finding(
        at: Finding.Location(path: file.path), quote: target, title: title, explanation: explanation,
        suggestion: suggestion)
      finding.severity = severity
      return finding
    }
    switch end {
    case .absolute:
      return finding(
        "Symbolic link to an absolute path", "The link leads to \(target), which other machines need not have.",
        "Make the target relative, inside the repository.", .medium)
    case .outside:
      var escaping = finding(
        "Symbolic link out of the repository",
        "The link's target \(target) leads out of the repository, so it depends on what lies beside the clone.",
        "Let it end inside the repository.", .high)
      escaping.category = .security
      return escaping
    case .gitFolder:
      var escaping = finding(
        "Symbolic link into git's own folder",
        "Who writes through this link (\(target)) changes the clone's configuration or hooks.", "Remove the link.",
        .high)
      escaping.category = .security
      return escaping
    case .nothing:
      // Tests for links need broken ones.
      if FileRole(path: file.path).isTest { return nil }
      return finding(
        "Symbolic link to nothing", "There is nothing at \(target) after this change.",
        "Correct the target, or commit what it should lead to.", .medium)
    case .inside, .unknown:
      guard let old = file.old?.mode, old != .symbolicLink, file.oldPath == nil else { return nil }
      return finding(
        "File turned into a symbolic link", "The file's content is now that of \(target).",
        "Make sure that this is meant: some archives and systems know no links.", .low)
    }
  }

  private static func wasLink(_ file: FileChange) -> Bool {
    guard let new = file.new?.mode, file.oldPath == nil else { return false }
    return file.old?.mode == .symbolicLink && (new == .regular || new == .executable)
  }

  /// A link that became a file, worst with the target as its text, as systems without links write it.
  private func replacedLink(_ file: FileChange, in change: WholeChange) async throws -> [Finding] {
    guard let target = try await Self.target(of: file.path, in: change.base) else { return [] }
    let text = try await change.head.text(at: file.path, limit: Self.limit)
    let isAccident = text?[...].trimmed == target[...]
    var finding = Self.description.finding(
      at: Finding.Location(path: file.path), quote: target, title: "Symbolic link turned into a file",
      explanation: isAccident
        ? "The file now holds the target of the former link as its text; that is what systems without links check out."
        : "The link to \(target) is now a file of its own, which no longer follows what it led to.",
      suggestion: isAccident ? "Restore the link." : "Make sure that this is meant.")
    if !isAccident { finding.severity = .low }
    return [finding]
  }
}

/// Follows links within a repository.
private struct LinkTree {
  enum End {
    case inside
    case absolute
    case outside
    case gitFolder
    case nothing
    /// Inside a submodule, or behind too many links.
    case unknown
  }

  private enum Entry {
    case folder
    case link
    case submodule
    case file
  }

  private var entries: [String: Entry] = [:]

  init(_ files: [SourceFile]) {
    for file in files {
      entries[file.path.string] =
        file.mode == .symbolicLink ? .link : file.mode == .submodule ? .submodule : .file
      var folder = file.path.parent
      while let path = folder, entries.updateValue(.folder, forKey: path.string) == nil { folder = path.parent }
    }
  }

  /// Where a link ends that stands at a path.
  mutating func end(of target: String, at path: RelativePath, in tree: any SourceTree) async throws -> End {
    if Self.isAbsolute(target) { return .absolute }
    var place = path.components.dropLast().map(String.init)
    var rest = target.split(separator: "/").map(String.init)[...]
    var followed = 0
    while let component = rest.popFirst() {
      if component == "." { continue }
      if component == ".." {
        if place.popLast() == nil { return .outside }
        continue
      }
      place.append(component)
      guard let checked = try? RelativePath(place.joined(separator: "/")) else { return .gitFolder }
      switch entries[checked.string] {
      case .folder, .file: continue
      case .submodule: return .unknown
      case nil: return .nothing
      case .link:
        followed += 1
        guard followed <= 16, checked != path, let link = try await tree.file(at: checked),
          let bytes = try await tree.content(of: link, limit: 4096)
        else { return checked == path ? .nothing : .unknown }
        let next = String(decoding: bytes, as: UTF8.self)
        // The other link is a finding of its own.
        if Self.isAbsolute(next) { return .unknown }
        place.removeLast()
        rest = next.split(separator: "/").map(String.init)[...] + rest
      }
    }
    return .inside
  }

  private static func isAbsolute(_ target: String) -> Bool {
    let scalars = Array(target.unicodeScalars.prefix(3))
    if scalars.first == "/" || scalars.first == "\\" { return true }
    return scalars.count == 3 && scalars[0].properties.isAlphabetic && scalars[1] == ":"
      && (scalars[2] == "\\" || scalars[2] == "/")
  }
}
