internal import Processes
internal import SourceText
internal import Verification

/// Reads the public interface of a built Swift package with the toolchain's `swift-api-digester`.
struct InterfaceReader {
  private let package: SwiftPackage

  private static let sizeLimit = 512 << 20

  init(_ package: SwiftPackage) { self.package = package }

  /// The modules that other packages can import: those of library products, written in Swift, sorted.
  var modules: [String] {
    let named = Set(package.description.products.filter { $0.kind == "library" }.flatMap(\.targets))
    return package.layout.modules.filter { named.contains($0.name) && $0.isNative && !$0.isTest }.map(\.name)
  }

  /// - Throws: `RefactoringError` with code `.missingProgram` when the program does not run.
  func read() async throws -> PublicInterface {
    var interface = PublicInterface()
    let area = package.area
    let headers = try clangModuleFolders().flatMap { ["-I", "\(area.path)/\($0)"] }
    for module in modules {
      let file = try RelativePath(".build/fulcrum-interface.json")
      try area.removeFile(file)
      let words =
        package.toolchain.tool("swift-api-digester") + [
          "-dump-sdk", "-module", module, "-I", "\(area.path)/.build/debug/Modules", "-I", "\(area.path)/.build/debug",
          "-abort-on-module-fail", "-avoid-location", "-avoid-tool-args", "-module-cache-path",
          "\(area.path)/.build/fulcrum-modules",
          "-o", "\(area.path)/\(file)",
        ] + headers
      let result = try await area.run(words, deadline: .seconds(300), reading: [package.toolchain.root])
      guard result.isSuccess, let bytes = try area.content(of: file, limit: Self.sizeLimit) else {
        let said = result.standardError.text.split(whereSeparator: \.isNewline).first.map { ": \($0.prefix(200))" }
        throw RefactoringError(
          .missingProgram,
          "swift-api-digester cannot read the interface of \(module) (\(result.summary)\(said ?? "")); "
            + "leave the gate interface out")
      }
      interface.merge(try PublicInterface(digest: bytes, of: module))
      try area.removeFile(file)
    }
    return interface
  }

  /// Where the module maps of C targets lie, their own or those that the build wrote: a Swift module that imports one of them
  /// cannot be loaded without.
  private func clangModuleFolders() throws -> [String] {
    var folders: [String] = []
    for module in package.layout.modules where !module.isNative && !module.isTest {
      guard let path = module.path?.string else { continue }
      let candidates = ["\(path)/include", path, ".build/debug/\(module.name).build"]
      if let folder = try candidates.first(where: { package.area.has(try RelativePath("\($0)/module.modulemap")) }) {
        folders.append(folder)
      }
    }
    return folders
  }
}
