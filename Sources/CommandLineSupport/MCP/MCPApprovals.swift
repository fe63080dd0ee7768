internal import JSON
package import MCP

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What the user approved of MCP servers: a file in the state folder that nobody else can read.
package struct MCPApprovals: Sendable {
  private static let sizeLimit = 16 << 20

  private let folder: String

  /// - Parameter environment: says where the state folder is.
  /// - Throws: `CommandLineError` when there is no place for one.
  package init(environment: [String: String]) throws(CommandLineError) {
    guard let folder = StateFolder.path(environment: environment) else {
      throw CommandLineError(
        .configuration, "there is no place for approvals of MCP servers: set HOME or XDG_STATE_HOME to an absolute path"
      )
    }
    self.folder = folder
  }

  /// What was approved of a server; nil when nothing was.
  ///
  /// - Throws: `CommandLineError` when the file cannot be read: it is not taken for an empty one.
  package func approved(_ server: String) throws(CommandLineError) -> MCPFingerprint? {
    try all()[server].flatMap { MCPFingerprint($0) }
  }

  /// Keeps an approval, in the place of an earlier one.
  package func approve(_ fingerprint: MCPFingerprint, of server: String) throws(CommandLineError) {
    var approvals = try all()
    approvals[server] = fingerprint.json
    try makeFolder()
    try file.write(Array((JSONValue.object(approvals).serialized(.indented) + "\n").utf8), mode: 0o600)
  }

  private var file: LocalFile { LocalFile(path: folder + "/mcp-approvals.json") }

  private func all() throws(CommandLineError) -> [String: JSONValue] {
    guard let contents = try file.read(limit: Self.sizeLimit) else { return [:] }
    // Whoever may write it could approve what he likes.
    guard contents.mode & 0o022 == 0 else {
      throw CommandLineError(
        .configuration,
        "\(quoted(file.path)) can be written by others, so its approvals do not count; remove it, and approve anew")
    }
    guard let approvals = (try? JSONValue.parse(contents.bytes))?.object else {
      throw CommandLineError(.configuration, "\(quoted(file.path)) is damaged; remove it, and approve anew")
    }
    return approvals
  }

  private func makeFolder() throws(CommandLineError) {
    var ending = folder.startIndex
    while ending < folder.endIndex {
      ending = folder[folder.index(after: ending)...].firstIndex(of: "/") ?? folder.endIndex
      let path = String(folder[..<ending])
      guard mkdir(path, 0o700) == 0 || errno == EEXIST || errno == EISDIR || errno == EROFS else {
        throw CommandLineError(
          .inputOutput, "the folder \(quoted(path)) cannot be made: \(String(cString: strerror(errno)))")
      }
    }
  }
}
