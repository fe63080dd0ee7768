internal import SourceText

/// The names under which models know the tools of MCP servers.
package enum MCPToolName {
  /// What every such name begins with, and no tool of this program.
  package static let prefix = "mcp__"

  /// Characters of a name that providers take.
  private static let limit = 64

  /// `mcp__SERVER__TOOL`, of letters, digits, `-` and `_`.
  ///
  /// A name that had to be changed ends with a piece of its hash, so that two tools never become one.
  package static func name(of tool: String, at server: String) -> String {
    let start = prefix + server + "__"
    let plain = String(tool.unicodeScalars.map { isPlain($0) ? Character($0) : "_" })
    guard plain != tool || start.utf8.count + plain.utf8.count > limit else { return start + tool }
    let mark = "_" + ContentHash(of: tool).hexadecimal.prefix(8)
    return start + plain.prefix(max(0, limit - start.utf8.count - mark.utf8.count)) + mark
  }

  /// The server that a pattern or a name is about; nil when it is about none or not about one alone.
  package static func server(in name: String) -> String? {
    guard name.hasPrefix(prefix) else { return nil }
    let rest = name.dropFirst(prefix.count)
    guard let end = rest.firstRange(of: "__") else { return nil }
    return String(rest[..<end.lowerBound])
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
    default: false
    }
  }
}
