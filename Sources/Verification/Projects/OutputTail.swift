internal import Processes

/// The end of what a program wrote, for people.
enum OutputTail {
  /// Bytes of both streams together.
  static let limit = 8 << 10

  /// Standard error last, since it says why a program ended.
  static func text(_ result: CommandResult) -> String {
    [result.standardOutput, result.standardError].map { part($0.text) }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func part(_ text: String) -> String {
    let bytes = text.utf8
    guard bytes.count > limit / 2 else { return text }
    // From the beginning of a line.
    let end = bytes.suffix(limit / 2)
    return String(decoding: end.drop { $0 != 0x0A }.dropFirst(), as: UTF8.self)
  }
}
