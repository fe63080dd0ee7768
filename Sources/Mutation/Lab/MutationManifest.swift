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
    guard let variable = PackageManifests.variable(in: text) else { return nil }
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
  static func unneeded(_ layout: ProjectLayout, modules: [String]) -> [String] {
    let tests = layout.modules.filter { test in
      test.isTest && !PackageFocus.closure(of: [test.name], in: layout).isDisjoint(with: modules)
    }
    return PackageFocus.unneeded(layout, for: tests.map(\.name) + modules)
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
