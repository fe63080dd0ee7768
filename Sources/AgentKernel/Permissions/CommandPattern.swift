/// A pattern for a command and its arguments: `test`, `test Slow*`.
///
/// The first word is for the command's name. Each further word must match one of the arguments, wherever it stands: order
/// would be an easy way around. `*` stands for any characters and `?` for one.
package struct CommandPattern: Hashable, Sendable, CustomStringConvertible {
  /// The pattern as it was written.
  package let description: String

  private let name: [Unicode.Scalar]
  private let arguments: [[Unicode.Scalar]]

  /// Reads a pattern.
  ///
  /// - Parameter text: words with spaces between them, at most 1,024 bytes.
  /// - Throws: `AgentKernelError` with code `.invalidRule`.
  package init(_ text: String) throws(AgentKernelError) {
    let words = text.unicodeScalars.split(separator: " ").map(Array.init)
    guard let name = words.first, text.utf8.count <= 1024 else {
      throw AgentKernelError(.invalidRule, "a command's pattern needs 1 to 1024 bytes, such as \"test Slow*\"")
    }
    description = text
    self.name = name
    arguments = Array(words.dropFirst())
  }

  /// Whether a command, name first, is meant.
  package func matches(_ command: [String]) -> Bool {
    guard let first = command.first, Self.matches(first, name) else { return false }
    return arguments.allSatisfy { pattern in command.dropFirst().contains { Self.matches($0, pattern) } }
  }

  /// Goes back to the last star only, so that the time is bounded by the product of the lengths.
  private static func matches(_ text: String, _ pattern: [Unicode.Scalar]) -> Bool {
    let text = Array(text.unicodeScalars)
    var (position, index) = (0, 0)
    var star: (index: Int, position: Int)?
    while position < text.count {
      if index < pattern.count, pattern[index] == "*" {
        star = (index, position)
        index += 1
      } else if index < pattern.count, pattern[index] == "?" || pattern[index] == text[position] {
        index += 1
        position += 1
      } else if let last = star {
        star = (last.index, last.position + 1)
        (index, position) = (last.index + 1, last.position + 1)
      } else {
        return false
      }
    }
    return pattern[index...].allSatisfy { $0 == "*" }
  }
}
