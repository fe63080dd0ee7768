import Foundation
import SourceText
import TestSupport

/// A real repository with a change, and the built program to review it.
struct ReviewedProject {
  let builder: RepositoryBuilder
  let program: ProgramRunner

  /// All that the program sees of the environment.
  var environment: [String: String]

  /// The commit before the change.
  let base: String

  /// The commit of the change: no rule has anything against it, but it skips the first price.
  let head: String

  static let changedFile = "src/cart.py"

  init() throws {
    builder = try RepositoryBuilder()
    program = try ProgramRunner(named: "code-review")
    environment = [
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "HOME": builder.home, "LC_ALL": "C",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ]
    try builder.git("config", "user.name", "Ada Lovelace")
    try builder.git("config", "user.email", "ada@example.org")
    try builder.write(
      Self.changedFile,
      "def total(prices):\n    result = 0\n    for price in prices:\n        result += price\n    return result\n")
    base = try builder.commit("Cart: total").hexadecimal
    try builder.write(
      Self.changedFile,
      """
      def total(prices):
          result = 0
          for index in range(1, len(prices)):
              result += prices[index]
          return result

      """)
    head = try builder.commit("Cart: by index").hexadecimal
  }

  /// The project with a model at an address.
  init(model address: String) throws {
    try self.init()
    environment["FULCRUM_BASE_URL"] = address
    environment["FULCRUM_MODEL"] = "m"
    environment["FULCRUM_KEY"] = Self.key
  }

  static let key = "dummy-key-of-the-tests"

  /// Runs the program.
  func run(
    _ arguments: String..., in folder: String? = nil, environment: [String: String] = [:],
    input: ProgramRunner.Input = .bytes([]), output: ProgramRunner.Output = .captured
  ) async throws -> ProgramResult {
    try await program.run(
      arguments, in: folder ?? builder.path, environment: self.environment.merging(environment) { $1 }, input: input,
      output: output)
  }

  /// Reviews the last commit.
  func review(
    _ arguments: String..., environment: [String: String] = [:], output: ProgramRunner.Output = .captured
  ) async throws -> ProgramResult {
    try await program.run(
      ["--commit", "HEAD"] + arguments, in: builder.path, environment: self.environment.merging(environment) { $1 },
      output: output)
  }

  /// Runs git as a user would, with the user's hooks.
  func git(
    _ arguments: String..., in folder: String? = nil, environment: [String: String] = [:]
  ) async throws -> ProgramResult {
    try await ProgramRunner(path: "/usr/bin/env").run(
      ["git"] + arguments, in: folder ?? builder.path, environment: self.environment.merging(environment) { $1 })
  }

  /// Runs git as a user would, with the user's hooks.
  func git(arguments: [String]) async throws -> ProgramResult {
    try await ProgramRunner(path: "/usr/bin/env").run(
      ["git"] + arguments, in: builder.path, environment: environment)
  }

  /// Writes a file into the user's folder of configuration.
  func configure(_ file: String = "config.yml", _ text: String) throws {
    let url = URL(filePath: "\(builder.home)/.config/fulcrum/\(file)")
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Commits a file; the commit's id.
  @discardableResult
  func commit(_ file: String, _ text: String) throws -> String {
    try builder.write(file, text)
    return try builder.commit("Change").hexadecimal
  }
}
