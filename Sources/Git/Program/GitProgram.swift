internal import Processes

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The git program, called in a way that runs nothing of the repository and changes nothing in it.
struct GitProgram: Sendable {
  /// How one call ended.
  struct Answer: Sendable {
    let code: Int32
    let output: [UInt8]
    let errors: String

    var isSuccess: Bool { code == 0 }
  }

  /// How long one call may take.
  static let deadline = Duration.seconds(60)

  /// The most bytes that one call may answer with.
  static let outputLimit = 256 << 20

  /// The folder that calls run in.
  var folder: String

  /// Where the repository is; empty until it is known.
  var place: [String] = []

  /// Settings that stand above those of all configuration files, as `KEY=VALUE`.
  var settings: [String]

  /// The index that calls read; nil for the repository's own.
  var indexFile: String?

  private let program: String
  private let environment: [String: String]

  /// Finds the program on the search path.
  ///
  /// Only absolute folders of the path are searched: a relative one could mean the repository.
  ///
  /// - Parameters:
  ///   - folder: the folder that calls run in.
  ///   - settings: as `KEY=VALUE`.
  ///   - variables: the environment, of which git gets what it needs.
  /// - Throws: `GitError` with code `.unsupported` when there is none.
  init(
    folder: String, settings: [String] = [], variables: [String: String] = ProcessEnvironment.currentVariables
  ) throws(GitError) {
    let folders = (variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    guard let found = folders.first(where: { $0.hasPrefix("/") && access("\($0)/git", X_OK) == 0 }) else {
      throw GitError(.unsupported, "the git program, which is needed for this, is not on the PATH; install git")
    }
    program = "\(found)/git"
    self.folder = folder
    self.settings = settings
    environment = Self.environment(from: variables)
  }

  /// Calls git, and gives how it ended, whatever that is.
  ///
  /// - Parameters:
  ///   - arguments: a plumbing command and its options.
  ///   - input: its standard input.
  ///   - limit: the most bytes of its answer.
  /// - Throws: `GitError` with code `.tooLarge` past the limit, `.failed` past the deadline.
  func answer(
    _ arguments: [String], input: [UInt8] = [], limit: Int = GitProgram.outputLimit
  ) async throws -> Answer {
    let request = ProcessRequest(
      program: program, arguments: settings.flatMap { ["-c", $0] } + place + arguments,
      environment: .exactly(environment.merging(indexFile.map { ["GIT_INDEX_FILE": $0] } ?? [:]) { $1 }),
      folder: folder, input: input.isEmpty ? .closed : .bytes(input),
      // Half of what is captured is kept from either end, and an answer is whole or of no use.
      output: .captured(limit: limit), deadline: Self.deadline)
    let command = "`git \(arguments.first ?? "")` in \(quoted(folder))"
    let result: ProcessResult
    do {
      result = try await ProcessRunner().run(request)
    } catch let error as ProcessError {
      throw GitError(.failed, "\(command) cannot be run: \(error)")
    }
    switch result.termination {
    case .exited(let code):
      guard result.standardOutput.omittedCount == 0 else {
        throw GitError(.tooLarge, "\(command) answers with more than \(limit) bytes; ask for less")
      }
      return Answer(code: code, output: result.standardOutput.bytes, errors: result.standardError.text)
    case .timedOut:
      throw GitError(.failed, "\(command) did not end within \(Self.deadline.components.seconds) s; ask for less")
    case .signalled:
      throw GitError(.failed, "\(command) \(result.termination); try `git fsck` there")
    }
  }

  /// Nothing of `GIT_*` that this process has, since a hook's variables would tie git to another repository.
  private static func environment(from variables: [String: String]) -> [String: String] {
    let names = ProcessEnvironment.allowedNames.union(["XDG_CONFIG_HOME"]).subtracting(["LANG", "LC_CTYPE"])
    return variables.filter { names.contains($0.key) }.merging([
      "LC_ALL": "C",
      // Stands above every `protocol.*.allow`: no fetch can begin, not even of a partial clone's missing objects.
      "GIT_ALLOW_PROTOCOL": "none",
      "GIT_NO_LAZY_FETCH": "1",
      "GIT_TERMINAL_PROMPT": "0",
      "GIT_OPTIONAL_LOCKS": "0",
      "GIT_LITERAL_PATHSPECS": "1",
      "GIT_ATTR_NOSYSTEM": "1",
      // libgit2 knows neither; and what is pushed is what the objects say.
      "GIT_NO_REPLACE_OBJECTS": "1",
      "GIT_GRAFT_FILE": "/dev/null",
      "GIT_PAGER": "cat",
      "GIT_EDITOR": "false",
      "GIT_SSH_COMMAND": "false",
      "GIT_ASKPASS": "false",
    ]) { $1 }
  }
}
