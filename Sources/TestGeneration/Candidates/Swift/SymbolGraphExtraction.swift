internal import JSON
internal import Processes
internal import SourceText
internal import SwiftSource
internal import Verification

/// Has the compiler say what a module declares.
struct SymbolGraphExtraction: Sendable {
  /// Bytes of one document at most; the standard library's has some 60 MB.
  private static let sizeLimit = 64 << 20

  let package: SwiftPackage

  /// Reads the module's symbols, internal ones too; the package was built before.
  ///
  /// `private` is asked for, since what is internal and begins with an underscore counts as private to the tool;
  /// `ModuleSymbols` leaves out what is private in truth.
  ///
  /// - Throws: `TestGenerationError` with code `.doesNotBuild` when the tool fails; `VerificationError`.
  func symbols(of module: String) async throws -> ModuleSymbols {
    let area = package.area
    let folder = try RelativePath(".build/fulcrum-symbols")
    area.removeFolder(folder)
    try area.makeFolder(folder)
    let request = SymbolGraphRequest(
      module: module, modules: ["\(area.path)/.build/debug/Modules"], target: try await triple(),
      output: "\(area.path)/\(folder)",
      more: try moduleMaps() + ["-module-cache-path", "\(area.path)/.build/fulcrum-module-cache"])
    let result = try await area.run(
      package.toolchain.tool("swift-symbolgraph-extract") + request.words.dropFirst(), deadline: .seconds(120),
      reading: [package.toolchain.root])
    guard result.isSuccess else {
      throw TestGenerationError(
        .doesNotBuild,
        "the symbols of \(module) could not be read: \(String(result.standardError.text.suffix(400)))")
    }
    let names = try await area.run(["ls", "\(area.path)/\(folder)"]).standardOutput.text.split(separator: "\n")
    let graphs = try names.filter { request.isGraph(named: String($0)) }.compactMap { name in
      try area.content(of: try RelativePath("\(folder)/\(name)"), limit: Self.sizeLimit)
    }
    do throws(SwiftSourceError) {
      return try ModuleSymbols(module: module, graphs: graphs)
    } catch {
      throw TestGenerationError(.missingToolchain, "the symbols of \(module) are not understood: \(error)")
    }
  }

  private func triple() async throws -> String {
    let target = try await package.area.run(
      [package.toolchain.swift, "-print-target-info"], reading: [package.toolchain.root])
    guard let triple = (try? JSONValue.parse(target.standardOutput.text))?["target"]?["triple"]?.string else {
      throw TestGenerationError(.missingToolchain, "\(package.toolchain.swift) does not say for what it compiles")
    }
    return triple
  }

  /// Where the modules of C targets are described.
  private func moduleMaps() throws -> [String] {
    let area = package.area
    var words: [String] = []
    for module in package.layout.modules where !module.isNative && !module.isTest {
      guard let path = module.path?.string else { continue }
      words += ["-I", "\(area.path)/\(path)/include"]
      for map in ["\(path)/include/module.modulemap", ".build/debug/\(module.name).build/module.modulemap"]
      where area.has(try RelativePath(map)) {
        words += ["-Xcc", "-fmodule-map-file=\(area.path)/\(map)"]
        break
      }
    }
    return words
  }
}
