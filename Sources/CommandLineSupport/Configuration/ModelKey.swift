internal import Processes
internal import Redaction

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Where the key of the model's provider is to be found.
package enum ModelKey: Hashable, Sendable {
  /// An absolute path, or one that begins with `~/`.
  case file(String)

  /// A program that prints the key, and its arguments.
  case command([String])

  /// The name of an environment variable.
  case environment(String)

  /// The key itself, from the environment variable `FULCRUM_KEY`.
  case value(Secret)
}

extension ModelKey {
  /// A key, and what the user should be told about how it is kept.
  package struct Resolved: Sendable {
    package var secret: Secret
    package var warnings: [String]
  }

  private static let sizeLimit = 16 << 10

  /// Fetches the key.
  ///
  /// A key command runs with the user's own environment, since password managers need parts of it that no list foresees, but
  /// without git's variables; it has ten seconds and no input.
  ///
  /// - Throws: `CommandLineError` with code `.key`; it never holds what was read.
  package func resolve(
    environment: [String: String], commandDeadline: Duration = .seconds(10)
  ) async throws -> Resolved {
    switch self {
    case .value(let secret): return Resolved(secret: try Self.checked(secret.reveal(), "FULCRUM_KEY"), warnings: [])
    case .environment(let name):
      guard let text = environment[name] else {
        throw CommandLineError(.key, "the environment variable \(quoted(name)), named by key_env, is not set")
      }
      return Resolved(secret: try Self.checked(text, "the environment variable \(quoted(name))"), warnings: [])
    case .file(let path): return try Self.read(path, environment: environment)
    case .command(let words):
      return Resolved(secret: try await Self.run(words, deadline: commandDeadline), warnings: [])
    }
  }

  private static func read(_ path: String, environment: [String: String]) throws(CommandLineError) -> Resolved {
    var absolute = path
    if path.hasPrefix("~/"), let home = environment["HOME"] { absolute = home + path.dropFirst() }
    guard absolute.hasPrefix("/") else {
      throw CommandLineError(.key, "key_file must be an absolute path or begin with ~/, not \(quoted(path))")
    }
    guard let contents = try LocalFile(path: absolute, code: .key).read(limit: sizeLimit) else {
      throw CommandLineError(.key, "the key file \(quoted(path)) is not there")
    }
    let secret = try checked(String(decoding: contents.bytes, as: UTF8.self), "the key file \(quoted(path))")
    let isOpen = contents.mode & (S_IRWXG | S_IRWXO) != 0
    let warning = "the key file \(quoted(path)) can be read by others; chmod 600 keeps it to you"
    return Resolved(secret: secret, warnings: isOpen ? [warning] : [])
  }

  private static func run(_ words: [String], deadline: Duration) async throws -> Secret {
    guard let program = words.first else { throw CommandLineError(.key, "key_command is empty") }
    let request = ProcessRequest(
      program: program, arguments: Array(words.dropFirst()), environment: .inheritedWithoutGit,
      output: .captured(limit: sizeLimit), deadline: deadline)
    let result: ProcessResult
    do {
      result = try await ProcessRunner().run(request)
    } catch let error as ProcessError {
      throw CommandLineError(.key, "the key command cannot be run: \(error)")
    }
    guard result.isSuccess else {
      let said = result.standardError.text.split(separator: "\n").first.map { ": \(quoted(String($0)))" } ?? ""
      throw CommandLineError(.key, "the key command \(quoted(program)) \(result.termination)\(said)")
    }
    guard result.standardOutput.omittedCount == 0 else {
      throw CommandLineError(.key, "the key command \(quoted(program)) prints more than \(sizeLimit >> 10) KiB")
    }
    return try checked(
      String(decoding: result.standardOutput.bytes, as: UTF8.self), "the key command \(quoted(program))")
  }

  /// White space around a key goes; inside it, a line break could end a header and begin another.
  private static func checked(_ text: String, _ place: String) throws(CommandLineError) -> Secret {
    let key = text.trimming(while: \.isWhitespace)
    guard !key.isEmpty else { throw CommandLineError(.key, "\(place) holds no key") }
    guard key.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      throw CommandLineError(
        .key, "\(place) holds something else than a key: it has spaces or unusual characters inside")
    }
    return Secret(String(key))
  }
}

extension Configuration {
  /// Keeps the environment variables that hold the models' keys from all children.
  package func withholdKeyVariables() {
    for key in [key.value] + fallback.value.map(\.key) {
      if case .environment(let name) = key { KnownSecrets.ofProcess.withhold(variable: name) }
    }
  }
}
