/// Why some bytes are not JSON that we accept.
public struct JSONError: Error, Hashable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Code: Hashable, Sendable {
    case syntax
    case tooDeep
    case tooLarge
  }

  /// What kind of trouble it is.
  public let code: Code

  /// What is wrong and where, in words.
  public let description: String

  /// An error with its words.
  ///
  /// - Parameters:
  ///   - code: the kind.
  ///   - description: what is wrong and where.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
