internal import Foundation
package import SourceText

/// A real repository for one test, made by the git program, and removed at the end.
///
/// Authors and dates are fixed and nothing of the machine's or the user's configuration counts, so that the same steps
/// give the same object ids everywhere.
package final class RepositoryBuilder {
  /// The work tree, or the git folder of a bare repository.
  package let path: String

  /// The home folder that git sees; its `.gitconfig` may be written.
  package let home: String

  private let folder: TemporaryFolder
  private var seconds = 1_700_000_000

  /// Makes an empty repository on the branch `main`.
  ///
  /// - Parameter options: further options of `git init`.
  package init(bare: Bool = false, options: [String] = []) throws {
    folder = try TemporaryFolder()
    home = "\(folder.path)/home"
    path = "\(folder.path)/repository"
    for made in [home, path] {
      try FileManager.default.createDirectory(atPath: made, withIntermediateDirectories: false)
    }
    try git(arguments: ["init", "--quiet", "--initial-branch=main"] + (bare ? ["--bare"] : []) + options)
  }

  /// A path beside the work tree, for clones, remotes and linked work trees; removed with everything else.
  package func sibling(_ name: String) -> String { "\(folder.path)/\(name)" }

  /// Writes a file of the work tree, and the folders it needs.
  package func write(_ file: String, _ text: String) throws {
    try write(file, bytes: Array(text.utf8))
  }

  /// Writes a file of the work tree, and the folders it needs.
  package func write(_ file: String, bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: "\(path)/\(file)")
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// Writes an executable script of the work tree or, by an absolute path, elsewhere.
  package func writeScript(_ file: String, _ text: String) throws {
    let target = file.hasPrefix("/") ? file : "\(path)/\(file)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: target))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: target)
  }

  package func remove(_ file: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(file)")
  }

  /// Stages everything and commits it, also when nothing changed.
  @discardableResult
  package func commit(_ message: String) throws -> ObjectID {
    try git("add", "--all")
    try git("commit", "--quiet", "--allow-empty", "--message", message)
    return try id(of: "HEAD")
  }

  /// The object that a revision names.
  package func id(of revision: String) throws -> ObjectID {
    try ObjectID(git("rev-parse", "--verify", revision))
  }

  /// Makes an empty bare repository and adds it as a remote.
  ///
  /// - Returns: its path.
  @discardableResult
  package func addBareRemote(named name: String = "origin") throws -> String {
    let remote = sibling("\(name).git")
    try git("init", "--quiet", "--bare", "--initial-branch=main", remote)
    try git("remote", "add", name, remote)
    return remote
  }

  /// Runs git and gives its standard output, without the newlines at the end.
  @discardableResult
  package func git(_ arguments: String...) throws -> String {
    try git(arguments: arguments)
  }

  /// Runs git and gives its standard output, without the newlines at the end.
  ///
  /// - Parameters:
  ///   - place: the folder to run in; nil: the work tree.
  ///   - environment: variables that are set in addition.
  ///   - input: its standard input.
  @discardableResult
  package func git(
    arguments: [String], in place: String? = nil, environment: [String: String] = [:], input: [UInt8] = []
  ) throws -> String {
    String(
      decoding: try output(arguments: arguments, in: place, environment: environment, input: input), as: UTF8.self
    ).trimmingCharacters(in: .newlines)
  }

  /// Runs git and gives the bytes of its standard output.
  package func output(
    arguments: [String], in place: String? = nil, environment: [String: String] = [:], input: [UInt8] = []
  ) throws -> [UInt8] {
    let streams = try ProgramStreams(.bytes(input), .captured)
    let process = try ChildProcess(
      "/usr/bin/env", ["git"] + arguments, environment: self.environment.merging(environment) { $1 },
      folder: place ?? path, streams: streams.descriptors)
    let ending = process.reap()
    guard ending.exitCode == 0 else {
      let code = ending.exitCode.map(String.init) ?? "a signal"
      throw Failure(description: "git \(arguments.joined(separator: " ")): \(code)\n\(streams.written.errors)")
    }
    return streams.outputBytes
  }

  /// What a failed git command said.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// A clean environment; each command happens a minute after the one before.
  private var environment: [String: String] {
    seconds += 60
    let date = "\(seconds) +0000"
    return [
      "GIT_AUTHOR_DATE": date, "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_NAME": "Ada Lovelace",
      "GIT_COMMITTER_DATE": date, "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_COMMITTER_NAME": "Ada Lovelace",
      "GIT_CONFIG_COUNT": "3", "GIT_CONFIG_KEY_0": "protocol.file.allow", "GIT_CONFIG_VALUE_0": "always",
      "GIT_CONFIG_KEY_1": "gc.auto", "GIT_CONFIG_VALUE_1": "0",
      "GIT_CONFIG_KEY_2": "maintenance.auto", "GIT_CONFIG_VALUE_2": "false",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "HOME": home, "LC_ALL": "C",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "TZ": "UTC",
    ]
  }
}
