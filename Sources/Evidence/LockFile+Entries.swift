internal import SourceText

extension LockFile {
  /// A version of a package that a lock file has chosen.
  struct Entry: Sendable {
    /// Name and version, and the place in the tree of packages where that is part of the format.
    let key: String
    /// Where it is loaded from; nil when the lock does not say.
    var address: String?
    /// What its content or commit is; nil when the lock does not say.
    var checksum: String?
    /// Counted from 1.
    var line: Int

    /// The machine that it is loaded from.
    var host: Substring? {
      guard let address, let scheme = address.firstRange(of: "://") else { return nil }
      let authority = address[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      return authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    }

    /// What tells checksums of one kind from those of another: `sha512` of `sha512-…`, or the number of digits.
    var checksumKind: String? {
      guard let checksum else { return nil }
      if let end = checksum.firstIndex(where: { "-:/".contains($0) }) { return String(checksum[..<end]) }
      return String(checksum.utf8.count)
    }
  }

  /// What the lock has chosen; empty for formats that say neither address nor checksum in a way that is known here.
  func entries(in text: String) -> [Entry] {
    switch self {
    case .npm, .npmShrinkwrap: Self.npm(text)
    case .composer: Self.composer(text)
    case .packageResolved: Self.resolvedPackages(text)
    case .yarn: Self.yarn(text)
    case .pnpm: Self.pnpm(text)
    case .cargo, .uv: Self.tables(text)
    case .goSum: Self.goSums(text)
    case .gemfile, .mix, .pipfile, .poetry, .pubspec: []
    }
  }

  private static func npm(_ text: String) -> [Entry] {
    grouped(JSONMember.all(in: text).filter { ["version", "resolved", "integrity"].contains($0.name) }) { members in
      guard let version = members["version"], let path = members.path.last, !path.isEmpty else { return nil }
      return Entry(
        key: "\(members.path.joined(separator: " ")) \(version.value)", address: members["resolved"]?.value,
        checksum: members["integrity"]?.value, line: (members["integrity"] ?? version).line)
    }
  }

  private static func composer(_ text: String) -> [Entry] {
    let members = JSONMember.all(in: text)
    var names: [[String]: (name: String, version: String)] = [:]
    for member in members where member.path.count == 2 {
      if member.name == "name" { names[member.path, default: ("", "")].name = member.value }
      if member.name == "version" { names[member.path, default: ("", "")].version = member.value }
    }
    return grouped(members.filter { $0.path.count == 3 && $0.path[2] == "dist" }) { dist in
      // A development version is a branch, which moves.
      guard let package = names[Array(dist.path.prefix(2))], let address = dist["url"],
        !package.version.contains("dev")
      else { return nil }
      return Entry(
        key: "\(package.name) \(package.version)", address: address.value.filter { $0 != "\\" },
        checksum: dist["reference"]?.value, line: address.line)
    }
  }

  private static func resolvedPackages(_ text: String) -> [Entry] {
    let members = JSONMember.all(in: text)
    var addresses: [[String]: JSONMember] = [:]
    for member in members where member.name == "location" || member.name == "repositoryURL" {
      addresses[member.path] = member
    }
    return grouped(members.filter { $0.path.last == "state" }) { state in
      guard let version = state["version"], let address = addresses[state.path.dropLast()] else { return nil }
      let name = address.value.split(separator: "/").last ?? ""
      return Entry(
        key: "\(name) \(version.value)", address: address.value, checksum: state["revision"]?.value, line: version.line)
    }
  }

  /// The members of one object.
  private struct Members {
    let path: [String]
    var byName: [String: JSONMember] = [:]
    subscript(_ name: String) -> JSONMember? { byName[name] }
  }

  private static func grouped(_ members: [JSONMember], _ entry: (Members) -> Entry?) -> [Entry] {
    var objects: [[String]: Members] = [:]
    for member in members {
      objects[member.path, default: Members(path: member.path)].byName[member.name] = member
    }
    return objects.values.compactMap(entry)
  }

  private static func yarn(_ text: String) -> [Entry] {
    var entries: [Entry] = []
    var name: Substring?
    for (index, raw) in TextLines.split(text).enumerated() {
      let line = raw.trimmed
      if raw.first.map({ !$0.isWhitespace && $0 != "#" }) == true {
        let specifier = line.drop { $0 == "\"" }.prefix { $0 != "," && $0 != ":" }
        name = specifier.lastIndex(of: "@").map { specifier[..<$0] }
        continue
      }
      guard raw.hasPrefix("  "), !raw.hasPrefix("   ") else { continue }
      let key = line.prefix { $0 != " " && $0 != ":" }
      let value = line.dropFirst(key.count).filter { $0 != "\"" }.drop { $0 == " " || $0 == ":" }
      if key == "version", let known = name {
        entries.append(Entry(key: "\(known) \(value)", line: index + 1))
        name = nil
      }
      guard !entries.isEmpty, name == nil else { continue }
      if key == "resolved" { entries[entries.count - 1].address = String(value) }
      if key == "integrity" || key == "checksum" {
        entries[entries.count - 1].checksum = String(value)
        entries[entries.count - 1].line = index + 1
      }
    }
    return entries
  }

  private static func pnpm(_ text: String) -> [Entry] {
    var entries: [Entry] = []
    var key: Substring?
    var isInside = false
    for (index, line) in TextLines.split(text).enumerated() {
      if line.first.map({ !$0.isWhitespace }) == true { isInside = line.hasPrefix("packages:") }
      guard isInside else { continue }
      if line.hasPrefix("  "), line.dropFirst(2).first != " ", line.hasSuffix(":") { key = line.dropLast().trimmed }
      guard let known = key, let start = line.firstRange(of: "resolution: {") else { continue }
      var entry = Entry(key: String(known), line: index + 1)
      for part in line[start.upperBound...].split(separator: ",").map(\.trimmed) {
        let value = part.drop { $0 != " " }.trimmed.filter { $0 != "}" }
        if part.hasPrefix("integrity:") { entry.checksum = String(value) }
        if part.hasPrefix("tarball:") { entry.address = String(value) }
      }
      entries.append(entry)
      key = nil
    }
    return entries
  }

  /// `[[package]]` with its name, version, source and checksum.
  private static func tables(_ text: String) -> [Entry] {
    var entries: [Entry] = []
    var name = ""
    var isPackage = false
    for (index, line) in TextLines.split(text).enumerated() {
      if line.hasPrefix("[") {
        isPackage = line.hasPrefix("[[package]]")
        name = ""
      }
      guard isPackage, let value = Manifest.quoted(line).first else { continue }
      if line.hasPrefix("name = ") { name = value }
      if line.hasPrefix("version = "), !name.isEmpty { entries.append(Entry(key: "\(name) \(value)", line: index + 1)) }
      guard entries.last?.key.hasPrefix(name + " ") == true else { continue }
      if line.hasPrefix("source = ") { entries[entries.count - 1].address = value }
      if line.hasPrefix("checksum = ") {
        entries[entries.count - 1].checksum = value
        entries[entries.count - 1].line = index + 1
      }
    }
    return entries
  }

  private static func goSums(_ text: String) -> [Entry] {
    TextLines.split(text).enumerated().compactMap { index, line in
      let words = line.split(separator: " ")
      guard words.count == 3 else { return nil }
      return Entry(key: "\(words[0]) \(words[1])", checksum: String(words[2].trimmed), line: index + 1)
    }
  }
}
