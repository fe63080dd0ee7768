internal import SwiftSource
internal import Verification

/// How a package's manifest takes up the switch and the runner: by statements behind its own, whatever is written in it.
enum MutationManifest {
  /// The folder of the added targets, below the package's.
  static let folder = "FulcrumMutation"

  /// The first version of the manifest's language that has all that the statements use.
  private static let oldest = (5, 5)

  /// - Parameters:
  ///   - text: the manifest.
  ///   - modules: the targets that hold mutants.
  ///   - unneeded: targets that nothing which is run depends on, and which would be built for nothing.
  /// - Returns: nil when no `Package` is assigned in it.
  static func extended(_ text: String, modules: [String], without unneeded: [String] = []) -> String? {
    guard let variable = packageVariable(in: text) else { return nil }
    let names = list(modules)
    let (switchName, runner) = (MutantSwitch.name, RunnerSource.name)
    return atLeastOldest(text) + """


      // Mutants are chosen by a switch in C, and a program in C runs the tests.
      for fulcrumTarget in \(variable).targets where [\(names)].contains(fulcrumTarget.name) {
        fulcrumTarget.dependencies.append(.target(name: "\(switchName)"))
      }
      \(variable).targets.removeAll { [\(list(unneeded))].contains($0.name) }
      // What is run is not a product.
      \(variable).products = []
      \(variable).targets.append(.target(name: "\(switchName)", path: "\(folder)/\(switchName)"))
      \(variable).targets.append(.executableTarget(name: "\(runner)", path: "\(folder)/\(runner)"))

      """
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "String()" : names.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  /// The targets of a package that neither tests of some modules nor anything these tests need depend on.
  ///
  /// What is neither a library nor a program is kept, since a manifest does not say all that plugins and macros are used for.
  static func unneeded(_ layout: ProjectLayout, modules: [String]) -> [String] {
    let dependencies = Dictionary(layout.modules.map { ($0.name, $0.dependencies) }) { first, _ in first }
    func closure(_ names: [String]) -> Set<String> {
      var (seen, pending) = (Set<String>(), names)
      while let name = pending.popLast() {
        if seen.insert(name).inserted { pending += dependencies[name] ?? [] }
      }
      return seen
    }
    let tests = layout.modules.filter { $0.isTest && !closure([$0.name]).isDisjoint(with: modules) }.map(\.name)
    let special = layout.modules.filter { ![.library, .executable, .test].contains($0.kind) }.map(\.name)
    let needed = closure(tests + special + modules)
    return layout.modules.map(\.name).filter { !needed.contains($0) }
  }

  /// What stands before `= Package(`.
  static func packageVariable(in text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let words = parts[0].split { $0 == " " || $0 == "\t" || $0 == ":" }
      guard let keyword = words.lastIndex(where: { $0 == "let" || $0 == "var" }), words.count > keyword + 1 else {
        continue
      }
      let value = parts[1].drop { $0 == " " || $0 == "\t" }
      guard value.hasPrefix("Package(") || value.hasPrefix("PackageDescription.Package(") || words.last == "Package"
      else {
        continue
      }
      return String(words[keyword + 1])
    }
    return nil
  }

  /// Manifests of old versions of the tools cannot name the path of a target in C, so they are read as the oldest that can.
  private static func atLeastOldest(_ text: String) -> String {
    guard let newline = text.firstIndex(where: \.isNewline) else { return text }
    let line = text[..<newline]
    guard line.contains("swift-tools-version"), let colon = line.firstIndex(of: ":") else { return text }
    let numbers = line[line.index(after: colon)...].split { !$0.isNumber }.compactMap { Int($0) }
    guard (numbers.first ?? 0, numbers.dropFirst().first ?? 0) < oldest else { return text }
    return "// swift-tools-version:\(oldest.0).\(oldest.1)" + text[newline...]
  }
}
