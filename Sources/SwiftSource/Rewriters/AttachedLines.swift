internal import SwiftSyntax

/// The lines that belong to a declaration: its own, and those of the comments right above it.
enum AttachedLines {
  /// - Parameter node: a statement or a member.
  /// - Returns: from the beginning of a line to the end of one, without its line end; nil when something else stands there.
  static func range(of node: some SyntaxProtocol, in source: ParsedSource) -> Range<Int>? {
    let own = node.byteRange
    let end = node.endPosition.utf8Offset
    guard !own.isEmpty, source.isFirstOnLine(own.lowerBound), source.lineStop(end) == end else { return nil }
    var start: Int?
    var offset = node.position.utf8Offset
    // Line ends since the last comment; two of them leave a line empty.
    var breaks = offset == 0 ? 1 : 0
    for piece in node.leadingTrivia {
      switch piece {
      case .newlines(let count), .carriageReturnLineFeeds(let count), .carriageReturns(let count): breaks += count
      case .spaces, .tabs: break
      default:
        // What stands behind another declaration belongs to that.
        guard breaks > 0 else { return nil }
        if start == nil || breaks > 1 { start = source.lineStart(offset) }
        breaks = 0
      }
      offset += piece.sourceLength.utf8Length
    }
    // A comment on the declaration's own line leaves no line end behind it.
    let ownStart = source.lineStart(own.lowerBound)
    guard breaks > 0 || start.map({ $0 < ownStart }) != true else { return nil }
    return (breaks > 1 ? ownStart : min(start ?? ownStart, ownStart))..<end
  }
}
