internal import Processes
internal import SourceText
internal import Verification

/// Lays new files out as the package has it: with the formatter that comes with Swift and the package's own settings, or with
/// its indentation and lines of usual length where it has none.
struct PackageFormatter: Sendable {
  /// The file with the settings, at the package's top.
  private static let settings = ".swift-format"

  private static let sizeLimit = 8 << 20

  let package: SwiftPackage
  let indentation: String

  /// Whether the package says how it is laid out.
  var hasSettings: Bool { (try? RelativePath(Self.settings)).map(package.area.has) ?? false }

  /// What the formatter is told: the package's file, or settings as JSON.
  private var configuration: String {
    if hasSettings { return "\(package.area.path)/\(Self.settings)" }
    let unit = indentation == "\t" ? #"{"tabs": 1}"# : #"{"spaces": \#(max(1, indentation.count))}"#
    return #"{"version": 1, "lineLength": 120, "indentation": \#(unit)}"#
  }

  /// Formats files in place.
  ///
  /// - Parameter paths: files that are all ours; what others wrote is not laid out anew.
  /// - Returns: their texts as they are then; nil when the formatter failed, and nothing can be said of them.
  func format(_ paths: [RelativePath]) async throws -> [RelativePath: String]? {
    let area = package.area
    let words = package.toolchain.tool("swift-format") + ["format", "--in-place", "--configuration", configuration]
    let result: CommandResult
    do {
      result = try await area.run(
        words + paths.map { "\(area.path)/\($0)" }, deadline: .seconds(60), reading: [package.toolchain.root])
    } catch is VerificationError {
      // A toolchain without it.
      return nil
    }
    guard result.isSuccess else { return nil }
    var texts: [RelativePath: String] = [:]
    for path in paths {
      guard let bytes = try area.content(of: path, limit: Self.sizeLimit) else { return nil }
      texts[path] = String(decoding: bytes, as: UTF8.self)
    }
    return texts
  }
}
