import Foundation
import JSON
import TestSupport

/// A real repository with a change in it, and the built program to review it.
struct ReviewWorld {
  static let file = "src/cart.py"
  static let title = "The first price is left out"
  static let finding: JSONValue = [
    "path": .string(file), "quote": "    for index in range(1, len(prices)):", "title": .string(title),
    "explanation": "With prices [1, 2] the total is 2.", "category": "correctness", "severity": "high",
  ]

  private let builder: RepositoryBuilder
  private let program: ProgramRunner
  private let environment: [String: String]

  /// - Parameters:
  ///   - address: the model's endpoint.
  ///   - more: variables that the program gets besides.
  init(model address: String, environment more: [String: String] = [:]) throws {
    builder = try RepositoryBuilder()
    program = try ProgramRunner(named: "code-review")
    environment = [
      "GIT_CONFIG_NOSYSTEM": "1", "HOME": builder.home, "LC_ALL": "C",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "FULCRUM_BASE_URL": address, "FULCRUM_MODEL": "m", "FULCRUM_KEY": "dummy-key-of-the-tests",
    ].merging(more) { $1 }
    try builder.git("config", "user.name", "Ada Lovelace")
    try builder.git("config", "user.email", "ada@example.org")
    try builder.write(Self.file, "def total(prices):\n    return sum(prices)\n")
    _ = try builder.commit("Cart: total")
    try builder.write(
      Self.file,
      """
      def total(prices):
          result = 0
          for index in range(1, len(prices)):
              result += prices[index]
          return result

      """)
    _ = try builder.commit("Cart: by index")
  }

  /// Starts the program.
  func start(_ arguments: String...) throws -> RunningProgram {
    try program.start(arguments, in: builder.path, environment: environment)
  }

  /// I1: whether work tree and index are as they were committed, with no lock left behind.
  func isUntouched() throws -> Bool {
    let status = try builder.git("status", "--porcelain")
    let locks = try FileManager.default.subpathsOfDirectory(atPath: builder.path + "/.git").filter {
      $0.hasSuffix(".lock")
    }
    return "\(status)".isEmpty && locks.isEmpty
  }
}
