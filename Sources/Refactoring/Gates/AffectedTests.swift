package import SourceText
package import Verification

/// The parts of a project's tests that a change can reach, as far as its layout tells.
package enum AffectedTests {
  /// The names of test modules that depend on what holds the changed files, sorted.
  ///
  /// - Returns: nil when that is all of them, or when it cannot be told: for a file outside of all modules, such as the
  ///   manifest, and for projects that do not say what depends on what.
  package static func modules(of layout: ProjectLayout, changing files: [RelativePath]) -> [String]? {
    guard layout.kind == .swiftPackage else { return nil }
    var reached: Set<String> = []
    for file in files {
      let homes = layout.modules.filter { module in
        module.path.map { file.string.hasPrefix($0.string + "/") } ?? false
      }
      guard let home = homes.max(by: { ($0.path?.string.utf8.count ?? 0) < ($1.path?.string.utf8.count ?? 0) }) else {
        return nil
      }
      reached.insert(home.name)
    }
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for module in layout.modules where !reached.contains(module.name) {
        if module.dependencies.contains(where: reached.contains) {
          reached.insert(module.name)
          isGrowing = true
        }
      }
    }
    let tests = layout.testModules.map(\.name)
    let affected = tests.filter(reached.contains).sorted()
    return affected.count == tests.count ? nil : affected
  }
}
