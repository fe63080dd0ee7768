internal import SourceText

/// The files in which people write down what their project depends on.
enum Manifest: String, CaseIterable, Sendable {
  case cargo = "Cargo.toml"
  case composer = "composer.json"
  case gemfile = "Gemfile"
  case goMod = "go.mod"
  case mix = "mix.exs"
  case npm = "package.json"
  case packageSwift = "Package.swift"
  case pipfile = "Pipfile"
  case pubspec = "pubspec.yaml"
  case pyproject = "pyproject.toml"

  /// Something that a project depends on.
  struct Dependency: Hashable, Sendable {
    let name: String
    /// What is asked for, as it is written; empty where only the name matters.
    let requirement: String
    /// Counted from 1.
    let line: Int
  }

  /// The lock files that may belong to it.
  var locks: [LockFile] {
    switch self {
    case .cargo: [.cargo]
    case .composer: [.composer]
    case .gemfile: [.gemfile]
    case .goMod: [.goSum]
    case .mix: [.mix]
    case .npm: [.npm, .npmShrinkwrap, .yarn, .pnpm]
    case .packageSwift: [.packageResolved]
    case .pipfile: [.pipfile]
    case .pubspec: [.pubspec]
    case .pyproject: [.poetry, .uv]
    }
  }

  /// Whether only the names of what is added can be held against the lock.
  ///
  /// These package managers keep no requirement in the lock, so that many of them change without it.
  var locksNamesOnly: Bool {
    switch self {
    case .cargo, .goMod, .mix, .packageSwift, .pubspec: true
    case .composer, .gemfile, .npm, .pipfile, .pyproject: false
    }
  }

  func dependencies(in text: String) -> [Dependency] {
    switch self {
    case .npm: Self.json(text, sections: ["dependencies", "devDependencies", "optionalDependencies"])
    case .composer: Self.json(text, sections: ["require", "require-dev"])
    case .cargo: Self.cargo(text)
    case .pipfile:
      Self.toml(text).filter { $0.section == "packages" || $0.section == "dev-packages" }.map {
        Dependency(name: $0.key, requirement: $0.value, line: $0.line)
      }
    case .pyproject: Self.pyproject(text)
    case .gemfile: Self.lines(text, Self.gem)
    case .mix: Self.lines(text, Self.mix)
    case .goMod: Self.goModules(text)
    case .pubspec: Self.pubspec(text)
    case .packageSwift: Self.lines(text, Self.swiftPackage)
    }
  }

  private static func json(_ text: String, sections: [String]) -> [Dependency] {
    JSONMember.all(in: text).compactMap { member in
      guard member.path.count == 1, sections.contains(member.path[0]) else { return nil }
      // What lies in the same repository need not be in the lock.
      let isLocal = ["workspace:", "link:", "file:", "portal:", "catalog:"].contains { member.value.hasPrefix($0) }
      return isLocal ? nil : Dependency(name: member.name, requirement: member.value, line: member.line)
    }
  }

  private static func lines(_ text: String, _ read: (Substring) -> (name: String, requirement: String)?) -> [Dependency]
  {
    TextLines.split(text).enumerated().compactMap { index, line in
      read(line.trimmed).map { Dependency(name: $0.name, requirement: $0.requirement, line: index + 1) }
    }
  }

  /// `gem "name", "~> 1.0", require: false`: what is loaded, and in which group, is not in the lock.
  private static func gem(_ line: Substring) -> (name: String, requirement: String)? {
    guard line.hasPrefix("gem \"") || line.hasPrefix("gem '") else { return nil }
    let pieces = line.dropFirst(4).prefix { $0 != "#" }.split(separator: ",").map(\.trimmed)
    guard let name = quoted(pieces[0]).first else { return nil }
    let kept = pieces.dropFirst().filter { piece in
      ["\"", "'", "git", "path", "branch", "ref", "tag"].contains { piece.hasPrefix($0) }
    }
    return (name, kept.map { quoted($0).joined() }.joined(separator: ", "))
  }

  /// `{:name, "~> 1.0"}`; what lies beside the project is not in the lock.
  private static func mix(_ line: Substring) -> (name: String, requirement: String)? {
    guard let start = line.firstRange(of: "{:"), !line.hasPrefix("#") else { return nil }
    let rest = line[start.upperBound...]
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let after = rest.dropFirst(name.count).drop { $0 == "," || $0 == " " }
    let isRequirement = ["\"~>", "\">", "\"=", "\"<"].contains { after.hasPrefix($0) } || after.hasPrefix("git")
    guard isRequirement || after.first == "\"" && after.dropFirst().first?.isNumber == true else { return nil }
    guard !line.contains("path:"), !line.contains("in_umbrella") else { return nil }
    return (String(name), "")
  }

  private static func swiftPackage(_ line: Substring) -> (name: String, requirement: String)? {
    guard !line.hasPrefix("//"), line.contains(".package("), let start = line.firstRange(of: "url: \"") else {
      return nil
    }
    let address = line[start.upperBound...].prefix { $0 != "\"" }
    return address.contains("\\(") ? nil : (String(address), "")
  }

  private static func goModules(_ text: String) -> [Dependency] {
    var dependencies: [Dependency] = []
    var replaced: Set<Substring> = []
    var block: Substring = ""
    for (index, raw) in TextLines.split(text).enumerated() {
      let line = raw.trimmed
      if line == ")" { block = "" }
      var words = line.split(separator: " ")
      if line.hasSuffix("("), let first = words.first { block = first }
      guard !words.isEmpty else { continue }
      let verb = block.isEmpty ? words.removeFirst() : block
      guard words.count >= 2, words[0] != "//" else { continue }
      if verb == "require", words[1].hasPrefix("v") {
        dependencies.append(Dependency(name: String(words[0]), requirement: "", line: index + 1))
      } else if verb == "replace" {
        replaced.insert(words[0])
      }
    }
    return dependencies.filter { !replaced.contains($0.name[...]) }
  }

  private static func pubspec(_ text: String) -> [Dependency] {
    var isInside = false
    var dependencies: [Dependency] = []
    for (index, line) in TextLines.split(text).enumerated() {
      if line.first.map({ !$0.isWhitespace && $0 != "#" }) == true {
        isInside = ["dependencies:", "dev_dependencies:"].contains(line.trimmed)
      } else if isInside, line.hasPrefix("  "), let first = line.dropFirst(2).first, first.isLetter || first == "_" {
        let name = line.dropFirst(2).prefix { $0 != ":" }
        dependencies.append(Dependency(name: String(name), requirement: "", line: index + 1))
      }
    }
    return dependencies
  }
}
