internal import Processes
internal import SourceText
internal import Verification

/// Lays new files out as the package has it: with the formatter that comes with Swift, and the package's own settings.
struct PackageFormatter: Sendable {
  /// The file with the settings, at the package's top.
  private static let settings = ".swift-format"

  private static let sizeLimit = 8 << 20

  let package: SwiftPackage

  /// Whether the package says how it is laid out.
  var isWanted: Bool { (try? RelativePath(Self.settings)).map(package.area.has) ?? false }

  /// Formats files in place.
  ///
  /// - Parameter paths: files that are all ours; what others wrote is not laid out anew.
  /// - Returns: their texts as they are then; nil when the formatter failed, and nothing can be said of them.
  func format(_ paths: [RelativePath]) async throws -> [RelativePath: String]? {
    let area = package.area
    let words =
      package.toolchain.tool("swift-format") + [
        "format", "--in-place", "--configuration", "\(area.path)/\(Self.settings)",
      ]
    let result = try await area.run(
      words + paths.map { "\(area.path)/\($0)" }, deadline: .seconds(60), reading: [package.toolchain.root])
    guard result.isSuccess else { return nil }
    var texts: [RelativePath: String] = [:]
    for path in paths {
      guard let bytes = try area.content(of: path, limit: Self.sizeLimit) else { return nil }
      texts[path] = String(decoding: bytes, as: UTF8.self)
    }
    return texts
  }
}
