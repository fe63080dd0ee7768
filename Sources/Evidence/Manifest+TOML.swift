internal import SourceText

extension Manifest {
  /// A value of a TOML document, or an element of a list in it.
  struct Setting {
    let section: String
    let key: String
    let value: String
    /// Counted from 1.
    let line: Int
  }

  /// The values of a TOML document as manifests are written: one to a line, lists over several.
  static func toml(_ text: String) -> [Setting] {
    var settings: [Setting] = []
    var section = ""
    var list: String?
    for (index, raw) in TextLines.split(text).enumerated() {
      let line = raw.trimmed
      if line.isEmpty || line.hasPrefix("#") { continue }
      if let key = list {
        settings += quoted(line).map { Setting(section: section, key: key, value: $0, line: index + 1) }
        if line.hasSuffix("]") { list = nil }
      } else if line.hasPrefix("["), let end = line.lastIndex(of: "]") {
        section = String(line[..<end].drop { $0 == "[" })
        while section.hasSuffix("]") { section.removeLast() }
        settings.append(Setting(section: section, key: "", value: "", line: index + 1))
      } else if let equals = line.firstIndex(of: "=") {
        let key = String(line[..<equals].trimmed.filter { $0 != "\"" && $0 != "'" })
        let value = line[line.index(after: equals)...].trimmed
        guard value.hasPrefix("[") else {
          settings.append(Setting(section: section, key: key, value: String(value), line: index + 1))
          continue
        }
        settings += quoted(value).map { Setting(section: section, key: key, value: $0, line: index + 1) }
        if !value.hasSuffix("]") { list = key }
      }
    }
    return settings
  }

  static func cargo(_ text: String) -> [Dependency] {
    let kinds = ["dependencies", "dev-dependencies", "build-dependencies"]
    return toml(text).compactMap { setting in
      guard !setting.section.hasPrefix("workspace"), !setting.section.hasPrefix("patch") else { return nil }
      let parts = setting.section.split(separator: ".")
      guard let last = parts.last else { return nil }
      if kinds.contains(String(last)), !setting.key.isEmpty {
        // `other = { package = "name" }`, and `name.workspace = true`.
        let renamed = setting.value.firstRange(of: "package = \"").map { setting.value[$0.upperBound...] }
        let name = renamed?.prefix { $0 != "\"" } ?? setting.key.prefix { $0 != "." }
        return Dependency(name: String(name), requirement: "", line: setting.line)
      }
      guard parts.count > 1, kinds.contains(String(parts[parts.count - 2])), setting.key.isEmpty else { return nil }
      return Dependency(name: String(last), requirement: "", line: setting.line)
    }
  }

  static func pyproject(_ text: String) -> [Dependency] {
    toml(text).compactMap { setting in
      guard !setting.key.isEmpty else { return nil }
      let section = setting.section
      let isList =
        section == "project" && setting.key == "dependencies" || section == "project.optional-dependencies"
        || section == "dependency-groups" || section == "tool.uv" && setting.key == "dev-dependencies"
      if isList {
        let name = setting.value.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        return Dependency(
          name: String(name), requirement: String(setting.value.dropFirst(name.count)[...].trimmed), line: setting.line)
      }
      let isPoetry = section.hasPrefix("tool.poetry") && section.hasSuffix("dependencies")
      guard isPoetry, setting.key != "python" else { return nil }
      return Dependency(name: setting.key, requirement: setting.value, line: setting.line)
    }
  }

  /// The texts between quotes of a line.
  static func quoted(_ line: Substring) -> [String] {
    var texts: [String] = []
    var rest = line
    while let start = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) {
      let after = rest[rest.index(after: start)...]
      guard let end = after.firstIndex(of: rest[start]) else { break }
      texts.append(String(after[..<end]))
      rest = after[after.index(after: end)...]
    }
    return texts
  }
}
