internal import SourceText

/// The part of a Swift package that tests of one module need.
///
/// It is the module, the tests that depend on it by name, and what these depend on. Other targets would be built for nothing, which in a large package takes most of the time.
package struct PackageFocus: Hashable, Sendable {
  /// The targets that are left out, sorted.
  package let unneeded: [String]

  /// Those of them that hold tests.
  package let leftOutTests: [String]

  /// - Parameters:
  ///   - layout: of the whole package.
  ///   - module: the target under test.
  package init(_ layout: ProjectLayout, module: String) {
    let tests = layout.modules.filter { $0.isTest && $0.dependencies.contains(module) }.map(\.name)
    let unneeded = Self.unneeded(layout, for: tests + [module])
    self.unneeded = unneeded
    leftOutTests = layout.testModules.map(\.name).filter(unneeded.contains)
  }

  /// The targets that neither are among some nor are needed by them, in the layout's order.
  ///
  /// What is neither a library nor a program is kept, since a manifest does not say all that plugins and macros are used for.
  package static func unneeded(_ layout: ProjectLayout, for names: [String]) -> [String] {
    let special = layout.modules.filter { ![.library, .executable, .test].contains($0.kind) }.map(\.name)
    let needed = closure(of: names + special, in: layout)
    return layout.modules.map(\.name).filter { !needed.contains($0) }
  }

  /// Targets with all that they depend on.
  package static func closure(of names: [String], in layout: ProjectLayout) -> Set<String> {
    let dependencies = Dictionary(layout.modules.map { ($0.name, $0.dependencies) }) { first, _ in first }
    var (seen, pending) = (Set<String>(), names)
    while let name = pending.popLast() {
      if seen.insert(name).inserted { pending += dependencies[name] ?? [] }
    }
    return seen
  }

  /// A manifest that loses what is left out; as it is where no package is found in it.
  package func applied(to manifest: String) -> String {
    guard !unneeded.isEmpty, let variable = PackageManifests.variable(in: manifest) else { return manifest }
    let names = unneeded.map { "\"\($0)\"" }.joined(separator: ", ")
    return manifest + """


      // What is not needed for the tests of one module is not built, nor are products.
      \(variable).targets.removeAll { [\(names)].contains($0.name) }
      \(variable).products = []

      """
  }
}

extension SwiftPackage {
  /// The package with only what tests of one module need; its manifests in the area are changed.
  ///
  /// - Throws: `VerificationError` for a manifest that cannot be read or written.
  package func focused(by focus: PackageFocus) throws -> SwiftPackage {
    guard !focus.unneeded.isEmpty else { return self }
    for (path, text) in try PackageManifests.texts(in: area) {
      try area.write(Array(focus.applied(to: text).utf8), to: path)
    }
    let kept = layout.modules.filter { !focus.unneeded.contains($0.name) }
    return SwiftPackage(
      area: area, layout: ProjectLayout(kind: layout.kind, name: layout.name, modules: kept, reasons: layout.reasons),
      toolchain: toolchain, description: description, dependencies: dependencies, buildDeadline: buildDeadline)
  }
}
