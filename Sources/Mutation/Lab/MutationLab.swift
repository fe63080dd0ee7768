internal import Processes
package import SourceText
internal import SwiftSource
package import Verification

/// A copy of a Swift package in which sources hold mutants, with the switch that chooses one and the program that runs tests.
///
/// The copy is the lab's alone; the project's own build, in another folder, stays as it is.
package struct MutationLab: Sendable {
  /// The copy, opened; nothing but mutants is ever built in it.
  package let package: SwiftPackage

  /// After that long a build is ended.
  let buildDeadline: Duration

  private static let manifestLimit = 4 << 20

  /// - Parameters:
  ///   - package: a whole copy of the package, in an area of its own.
  ///   - buildDeadline: after that long a build is ended.
  package init(package: SwiftPackage, buildDeadline: Duration = .seconds(1800)) {
    self.package = package
    self.buildDeadline = buildDeadline
  }

  /// The folder of what is written for one run.
  static let scratch = "\(MutationManifest.folder)/run"

  /// Reads the sources of modules.
  ///
  /// - Parameter modules: names of targets that are written in Swift and hold no tests; what is none of these is passed over.
  /// - Throws: `VerificationError` for what cannot be read.
  package func sources(of modules: [String]) throws -> [MutationPlan.Source] {
    var sources: [MutationPlan.Source] = []
    for module in package.layout.modules where modules.contains(module.name) && module.isNative && !module.isTest {
      for path in module.sources where path.fileExtension == "swift" && package.area.has(path) {
        guard let bytes = try package.area.content(of: path, limit: Self.manifestLimit) else { continue }
        sources.append(
          MutationPlan.Source(path: path, module: module.name, text: String(decoding: bytes, as: UTF8.self)))
      }
    }
    return sources
  }

  /// Writes the switch, the runner and the helpers of each module, and builds as many mutants as compile.
  ///
  /// - Parameter plan: of sources of this package.
  /// - Throws: `MutationError` for a manifest that cannot be extended and a package that does not build without mutants
  ///   either; `VerificationError` for what cannot be written; `CancellationError`.
  package func build(_ plan: MutationPlan) async throws -> MutationBuild {
    try prepare(plan)
    var compilation = MutationCompilation(lab: self, plan: plan)
    return try await compilation.run()
  }

  /// Adds tests to a lab that is built, and builds them; what was added before under the same paths they replace.
  ///
  /// - Parameters:
  ///   - files: their texts, by path.
  ///   - manifests: those that got a target for them, as they are without mutants.
  ///   - build: what the lab holds.
  /// - Returns: the names of all tests in the lab, as runs give them.
  /// - Throws: `MutationError` with code `.doesNotBuild`; `VerificationError`, `ProcessError`, `CancellationError`.
  package func adding(
    _ files: [RelativePath: String], manifests: [RelativePath: String], to build: MutationBuild
  ) async throws -> [String] {
    for (path, text) in manifests { try extend(text, at: path, for: build.plan) }
    for (path, text) in files { try package.area.write(Array(text.utf8), to: path) }
    let result = try await self.build(target: nil)
    guard result.isSuccess else {
      let error = result.diagnostics.first { $0.kind == .error }
      throw MutationError(
        .doesNotBuild,
        "the tests do not build beside the mutants: \(error?.path.map { "\($0):\(error?.line ?? 0): " } ?? "")"
          + (error?.message ?? result.tail))
    }
    return try await package.tests()
  }

  /// Takes out what was added as tests; nothing is built.
  ///
  /// - Parameter files: the texts that were there before; nil for a file that was not.
  package func removing(_ files: [RelativePath: String?]) throws {
    for (path, text) in files {
      if let text { try package.area.write(Array(text.utf8), to: path) } else { try package.area.removeFile(path) }
    }
  }

  /// Writes a manifest with the switch and the runner in it.
  ///
  /// - Returns: whether it has them.
  @discardableResult
  private func extend(_ text: String, at path: RelativePath, for plan: MutationPlan) throws -> Bool {
    if text.contains(MutationManifest.folder) { return true }
    let unneeded = MutationManifest.unneeded(package.layout, modules: plan.modules)
    guard let extended = MutationManifest.extended(text, modules: plan.modules, without: unneeded) else { return false }
    try package.area.write(Array(extended.utf8), to: path)
    return true
  }

  private func prepare(_ plan: MutationPlan) throws {
    let area = package.area
    var isExtended = false
    for (path, text) in try PackageManifests.texts(in: area) {
      if try extend(text, at: path, for: plan) { isExtended = true }
    }
    guard isExtended else {
      throw MutationError(
        .manifest, "Package.swift assigns no Package to a variable, so the switch for mutants cannot be added")
    }
    let folder = "\(MutationManifest.folder)/\(MutantSwitch.name)"
    for (path, text) in [
      ("\(folder)/include/\(MutantSwitch.name).h", MutantSwitch.header),
      ("\(folder)/\(MutantSwitch.name).c", MutantSwitch.code(count: plan.mutants.count)),
      ("\(MutationManifest.folder)/\(RunnerSource.name)/main.c", RunnerSource.code),
    ] {
      try area.write(Array(text.utf8), to: RelativePath(path))
    }
    for module in package.layout.modules where plan.modules.contains(module.name) {
      let path = (module.path.map { $0.string + "/" } ?? "") + SchemataSupport.fileName
      try area.write(Array(SchemataSupport.source.utf8), to: RelativePath(path))
    }
  }

  /// Writes mutated texts over the sources.
  func write(_ sources: MutatedSources, except unchanged: [RelativePath: String]) throws -> [RelativePath: String] {
    var written = unchanged
    for (path, text) in sources.files where written[path] != text {
      try package.area.write(Array(text.utf8), to: path)
      written[path] = text
    }
    return written
  }

  /// Builds.
  ///
  /// - Parameter target: one target alone; everything with tests when nil.
  func build(target: String?) async throws -> (isSuccess: Bool, diagnostics: [CompilerDiagnostic], tail: String) {
    let what = target.map { ["--target", $0] } ?? ["--build-tests"]
    // Mutants make warnings, such as of code that is never reached; in a package to which they are errors they must not be.
    let words =
      [package.toolchain.swift, "build"] + what + SwiftPackage.options(package.area)
      + ["-Xswiftc", "-no-warnings-as-errors"]
    let result = try await package.area.run(
      words, deadline: buildDeadline, outputLimit: 8 << 20, reading: [package.toolchain.root])
    let text = result.standardOutput.text + "\n" + result.standardError.text
    return (
      result.isSuccess, CompilerDiagnostic.all(in: text, area: package.area.path),
      result.limit == nil ? String(text.suffix(2000)) : "the build \(result.summary)"
    )
  }
}
