internal import Processes
internal import SourceText

/// What a run of a Swift package's tests covered, by llvm-cov.
struct SwiftCoverage {
  private let package: SwiftPackage
  private let profiles: RelativePath

  /// - Parameter profiles: the folder of the work area with what the processes of the run have written.
  init(of package: SwiftPackage, profiles: RelativePath) {
    self.package = package
    self.profiles = profiles
  }

  /// The coverage of the package's own code, without its tests and what was generated.
  ///
  /// - Throws: `VerificationError` with code `.unreadableReport`, also when no process left a profile; `ProcessError`.
  func report() async throws -> CoverageReport {
    let folder = "\(package.area.path)/\(profiles)"
    let merged = "\(folder)/all.profdata"
    try await run("llvm-profdata", ["merge", "-sparse", "-failure-mode=all", "-o", merged, folder])
    let modules = package.layout.modules.filter { !$0.isTest && !$0.sources.isEmpty }
    let sources = modules.map { module in module.path.map { "\(package.area.path)/\($0)" } ?? package.area.path }
    let arguments =
      ["export", "-format=text", "-skip-expansions", "-instr-profile=\(merged)"] + [
        SwiftTestProgram(of: package).binary, "-sources",
      ] + Set(sources).sorted()
    let output = try await run("llvm-cov", arguments)
    let paths = CoveragePaths(area: package.area.path)
    return try CoverageFormat.llvm.read(output, paths).report.restricted(to: package.layout.isMeasured)
  }

  @discardableResult private func run(_ tool: String, _ arguments: [String]) async throws -> [UInt8] {
    let result = try await package.area.run(
      package.toolchain.tool(tool) + arguments, deadline: .seconds(300), outputLimit: CoverageFormat.sizeLimit,
      reading: [package.toolchain.root])
    guard result.isSuccess else {
      throw VerificationError(.unreadableReport, "\(tool) \(result.summary): \(OutputTail.text(result).suffix(500))")
    }
    guard result.standardOutput.omittedCount == 0 else {
      throw VerificationError(
        .unreadableReport, "the report of \(tool) is larger than \(CoverageFormat.sizeLimit) bytes")
    }
    return result.standardOutput.bytes
  }
}
