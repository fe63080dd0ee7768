internal import SourceText

extension LockFile {
  /// Whether the lock knows a dependency by its name.
  func names(_ dependency: Manifest.Dependency, in text: String) -> Bool {
    let name = dependency.name
    switch self {
    case .cargo:
      return text.contains("name = \"\(name)\"")
        || text.contains("name = \"\(String(name.map { $0 == "_" ? "-" : $0 }))\"")
    case .goSum: return text.hasPrefix(name + " ") || text.contains("\n\(name) ")
    case .mix: return text.contains("\"\(name)\":")
    case .pubspec: return text.contains("\n  \(name):")
    case .packageResolved:
      var address = name.lowercased()
      while address.hasSuffix("/") { address.removeLast() }
      if address.hasSuffix(".git") { address.removeLast(4) }
      let identity = address.split(separator: "/").last.map(String.init) ?? address
      let lowercased = text.lowercased()
      return lowercased.contains("\"\(identity)\"") || lowercased.contains(address)
    default: return text.contains(name)
    }
  }

  /// Whether the lock already holds just what a manifest asks for, so that it need not change.
  func mirrors(_ dependency: Manifest.Dependency, in text: String) -> Bool {
    let name = dependency.name
    let requirement = dependency.requirement
    switch self {
    case .npm, .npmShrinkwrap:
      if text.contains("\"\(name)\": \"\(requirement)\"") { return true }
      // The first version of the format keeps no requirements.
      return text.contains("\"lockfileVersion\": 1,") && text.contains("\"\(name)\": {")
    case .yarn:
      return text.contains("\(name)@\(requirement)") || text.contains("\(name)@npm:\(requirement)")
    case .pnpm:
      return text.contains("\(name): \(requirement)\n")
        || ["\(name):", "'\(name)':"].contains { text.contains("\($0)\n        specifier: \(requirement)\n") }
    case .uv:
      if requirement.isEmpty { return text.contains("{ name = \"\(name)\" }") }
      return text.contains("name = \"\(name)\", specifier = \"\(requirement)\"")
    case .gemfile:
      return text.contains("\n  \(name)\(requirement.isEmpty ? "" : " (\(requirement))")\n")
    default: return false
    }
  }

  /// Whether a lock says that a folder below it belongs to it.
  func namesMember(_ folder: String, manifest: String, in text: String) -> Bool {
    switch self {
    case .npm, .npmShrinkwrap: return text.contains("\"\(folder)\": {")
    case .yarn: return text.contains("@workspace:\(folder)\"") || text.contains("@workspace:\(folder),")
    case .pnpm: return text.contains("\n  \(folder):\n")
    case .uv: return text.contains("= \"\(folder)\" }")
    case .pubspec: return manifest.contains("resolution: workspace")
    case .mix: return manifest.contains("lockfile:")
    case .cargo:
      let name = Manifest.toml(manifest).first { $0.section == "package" && $0.key == "name" }?.value
      return name.map { text.contains("name = \($0)\n") } ?? false
    case .composer, .gemfile, .goSum, .packageResolved, .pipfile, .poetry: return false
    }
  }
}
