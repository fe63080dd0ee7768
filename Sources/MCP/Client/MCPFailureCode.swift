/// Codes by which a transport answers in the server's place, out of the range that JSON-RPC leaves to servers.
enum MCPFailureCode {
  /// The server could not be reached, or did not answer as it has to.
  static let unreachable = -1_000_001

  /// The server does not know the session any more.
  static let sessionLost = -1_000_002

  static func isOwn(_ code: Int) -> Bool { code == unreachable || code == sessionLost }
}
