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
    for module in modules {
      let file = try RelativePath(".build/fulcrum-interface.json")
      try area.removeFile(file)
      let words =
        package.toolchain.tool("swift-api-digester") + [
          "-dump-sdk", "-module", module, "-I", "\(area.path)/.build/debug/Modules", "-I", "\(area.path)/.build/debug",
          "-avoid-location", "-avoid-tool-args", "-module-cache-path", "\(area.path)/.build/fulcrum-modules",
          "-o", "\(area.path)/\(file)",
        ]
      let result = try await area.run(words, deadline: .seconds(300), reading: [package.toolchain.root])
      guard result.isSuccess, let bytes = try area.content(of: file, limit: Self.sizeLimit) else {
        let said = result.standardError.text.split(whereSeparator: \.isNewline).first.map { ": \($0.prefix(200))" }
        throw RefactoringError(
          .missingProgram,
          "swift-api-digester cannot read the interface of \(module) (\(result.summary)\(said ?? "")); "
            + "leave the gate interface out")
      }
      interface.merge(try PublicInterface(digest: bytes))
      try area.removeFile(file)
    }
    return interface
  }
}
