internal import Foundation

/// The programs with which the MCP client is tested.
package enum MCPServerPrograms {
  /// The folder of this package.
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Where `scripts/bootstrap` puts servers from PyPI.
  private static let folder = root + "/.build/mcp-servers"

  /// Python with the protocol's SDK; empty when the bootstrap could not install it.
  package static let sdkPython = executable(folder + "/bin/python", if: folder + "/ready")

  /// The server `mcp-server-time` from PyPI; empty when it is not there.
  package static let timeServer = executable(folder + "/bin/mcp-server-time", if: folder + "/ready")

  /// Any Python; empty when there is none.
  package static let python =
    ["/usr/bin/python3", "/usr/local/bin/python3", folder + "/bin/python"].first(
      where: FileManager.default.isExecutableFile) ?? ""

  /// A server made with the SDK.
  package static let fixture = root + "/fixtures/mcp/server.py"

  /// A server that misbehaves.
  package static let hostile = root + "/fixtures/mcp/hostile.py"

  /// Why tests with the SDK are skipped.
  package static let missing =
    "scripts/bootstrap could not install the MCP servers from PyPI (Python with venv is needed)"

  private static func executable(_ path: String, if marker: String) -> String {
    FileManager.default.isExecutableFile(atPath: path) && FileManager.default.fileExists(atPath: marker) ? path : ""
  }
}
