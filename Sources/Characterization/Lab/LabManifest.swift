internal import SwiftSource
internal import Verification

/// How a package's manifest takes up the harness: by statements behind its own, whatever is written before them.
enum LabManifest {
  /// The first version of the manifest's language that has all that the statements use.
  private static let oldest = (5, 5)

  /// Adds the harness to a manifest.
  ///
  /// - Parameters:
  ///   - text: the manifest, of any version of the tools.
  ///   - module: the target under test.
  ///   - purpose: what that is compiled for.
  /// - Returns: nil when there is no `Package` in it.
  static func extended(_ text: String, module: String, purpose: Lab.Purpose) -> String? {
    guard let variable = PackageManifests.variable(in: text) else { return nil }
    return atLeastOldest(text) + statements(variable: variable, module: module, purpose: purpose)
  }

  private static func atLeastOldest(_ text: String) -> String {
    guard let newline = text.firstIndex(where: \.isNewline) else { return text }
    let line = text[..<newline]
    guard line.contains("swift-tools-version"), let colon = line.firstIndex(of: ":") else {
      return "// swift-tools-version:\(oldest.0).\(oldest.1)\n" + text
    }
    let numbers = line[line.index(after: colon)...].split { !$0.isNumber }.compactMap { Int($0) }
    let version = (numbers.first ?? 0, numbers.dropFirst().first ?? 0)
    guard version < oldest else { return text }
    return "// swift-tools-version:\(oldest.0).\(oldest.1)" + text[newline...]
  }

  /// Code that changes the package once it is there.
  ///
  /// The module becomes a library in any case, since a program cannot import another; the start of a program keeps to a
  /// name of its own, and `main.swift`, by which SwiftPM knows a program, is left out. In a lab of its own the tests and products go, which may not be whole; where there are mutants
  /// already, the tests are still needed.
  private static func statements(variable: String, module: String, purpose: Lab.Purpose) -> String {
    let folder = Lab.harnessFolder
    let (switchName, driver, lab) = (MutantSwitch.name, DriverSource.name, ReportSource.name)
    let counts = purpose == .recording
    let compiling = counts ? #""-profile-generate", "-profile-coverage-mapping", "# : ""
    let define = counts ? #"cSettings: [.define("FULCRUM_COUNTERS")], "# : ""
    let removal =
      counts
      ? "\(variable).products = []\n\(variable).targets.removeAll { $0.type == .test }"
      : "\(variable).products.removeAll { ($0 as? Product.Executable)?.targets.contains(\"\(module)\") ?? false }"
    // Rounding needs the library of mathematics, which only Foundation brings along.
    let mathematics = #".linkedLibrary("m", .when(platforms: [.linux]))"#
    let linking = "linkerSettings: [\(counts ? #".unsafeFlags(["-profile-generate"]), "# : "")\(mathematics)]"
    return #"""


      // The harness that records calls.
      \#(removal)
      let fulcrumHasSwitch = \#(variable).targets.contains { $0.name == "\#(switchName)" }
      if let fulcrumIndex = \#(variable).targets.firstIndex(where: { $0.name == "\#(module)" }) {
        let fulcrumOld = \#(variable).targets[fulcrumIndex]
        var fulcrumTarget = fulcrumOld
        var fulcrumFlags: [String] = [\#(compiling)"-Xllvm", "-enable-name-compression=false"]
        if fulcrumOld.type == .executable {
          fulcrumTarget = .target(
            name: fulcrumOld.name, dependencies: fulcrumOld.dependencies,
            path: fulcrumOld.path ?? "Sources/\#(module)", exclude: fulcrumOld.exclude, sources: fulcrumOld.sources,
            resources: fulcrumOld.resources, cSettings: fulcrumOld.cSettings, cxxSettings: fulcrumOld.cxxSettings,
            swiftSettings: fulcrumOld.swiftSettings, linkerSettings: fulcrumOld.linkerSettings)
          fulcrumFlags += ["-Xfrontend", "-entry-point-function-name", "-Xfrontend", "fulcrum_replaced_main"]
          \#(variable).targets[fulcrumIndex] = fulcrumTarget
        }
        fulcrumTarget.exclude.append("main.swift")
        fulcrumTarget.swiftSettings = (fulcrumTarget.swiftSettings ?? []) + [.unsafeFlags(fulcrumFlags)]
        if !fulcrumHasSwitch { fulcrumTarget.dependencies.append(.target(name: "\#(switchName)")) }
      }
      if !fulcrumHasSwitch {
        \#(variable).targets.append(.target(name: "\#(switchName)", path: "\#(folder)/\#(switchName)"))
      }
      \#(variable).targets.append(.target(
        name: "\#(driver)", dependencies: [.target(name: "\#(switchName)")], path: "\#(folder)/\#(driver)",
        \#(define)linkerSettings: []))
      \#(variable).targets.append(.executableTarget(
        name: "\#(lab)", dependencies: [.target(name: "\#(module)"), .target(name: "\#(driver)")],
        path: "\#(folder)/\#(lab)",
        swiftSettings: [.unsafeFlags(["-suppress-warnings", "-swift-version", "5"])],
        \#(linking)))

      """#
  }
}
