package import Processes
internal import SourceText

/// Fills in what a project depends on, once for each state of its inputs, and hands it out to work areas that have no network.
///
/// A capture lies in `<cache>/prepared/<repository>/<key>`. It gets this name in one step when it is whole, is read-only from
/// then on, and is not changed: other inputs, words or another toolchain give another key.
package struct Preparation: Sendable {
  private let configured: ConfiguredPreparation
  private let folder: CaptureFolder
  private let repository: String
  private let toolchain: String
  private let remedy: String
  private let isConfined: Bool

  /// - Parameters:
  ///   - configured: what the user configured.
  ///   - cache: the absolute path of the program's folder for caches.
  ///   - repository: what tells the repository from others, such as the path of its folder.
  ///   - toolchain: the version of what the command runs, if that is known; another one makes captures anew.
  ///   - remedy: the command line that prepares, for messages: `code-review prepare`.
  ///   - isConfined: whether this program's own sandbox confines the command. What came about without it could hold anything
  ///     and is not used where there is one.
  package init(
    _ configured: ConfiguredPreparation, cache: String, repository: String, toolchain: String = "", remedy: String,
    isConfined: Bool = true
  ) {
    self.isConfined = isConfined
    self.configured = configured
    self.repository = repository
    self.toolchain = toolchain
    self.remedy = remedy
    let name = ContentHash(of: repository).hexadecimal.prefix(32)
    folder = CaptureFolder(path: "\(cache)/prepared/\(name)")
  }

  /// The command that fetches, as the user wrote it.
  package var commandLine: String { configured.commandLine }

  /// What is prepared for a state of the project.
  ///
  /// - Throws: `VerificationError` with code `.notPrepared` when there is nothing; its line says which command helps, and
  ///   which inputs have changed when others were prepared.
  package func capture(for files: any ProjectFiles) async throws -> Capture {
    let inputs = try await inputs(of: files)
    if let capture = Capture(at: folder.path(of: inputs.key)) { return capture }
    throw notPrepared(inputs)
  }

  /// Installs what is prepared for a state of the project into a fresh work area.
  ///
  /// - Parameters:
  ///   - work: the absolute path of a folder that holds the project's files and in which nothing runs yet.
  ///   - files: the project in the state that the folder holds.
  /// - Throws: as `capture(for:)`, and `VerificationError` with code `.folder`.
  package func install(into work: String, for files: any ProjectFiles) async throws {
    let inputs = try await inputs(of: files)
    try folder.make()
    // Against a run that makes room by removing the oldest captures.
    let lock = try await FolderLock.waiting(for: folder.lockPath(of: inputs.key), .shared, until: deadline)
    guard let capture = Capture(at: folder.path(of: inputs.key)) else { throw notPrepared(inputs) }
    try capture.install(into: work)
    _ = consume lock
  }

  /// Prepares for a state of the project, unless that was done already, also by another run at the same time.
  ///
  /// The command runs in a private folder that holds the inputs and nothing else.
  ///
  /// - Parameters:
  ///   - files: the project in the state to prepare for.
  ///   - sandbox: what confines the command; it has the network only if the user allowed that.
  ///   - variables: the user's environment, of which the command gets what its configuration names.
  /// - Throws: `VerificationError` with code `.preparationFailed` and what the command said last; `ProcessError` when the
  ///   sandbox could not run it.
  package func prepare(
    _ files: any ProjectFiles, in sandbox: Sandbox, variables: [String: String]
  ) async throws -> Capture {
    let inputs = try await inputs(of: files)
    if let capture = Capture(at: folder.path(of: inputs.key)) { return capture }
    try folder.make()
    let lock = try await FolderLock.waiting(for: folder.lockPath(of: inputs.key), .exclusive, until: deadline)
    // Whoever had the lock may have done the work.
    if let capture = Capture(at: folder.path(of: inputs.key)) { return capture }
    folder.removeAbandoned()
    let work = try ChildFolder(in: folder.path)
    let tree = try await export(inputs, from: files, to: work)
    try await run(in: tree, sandbox, variables)
    let capture = try folder.keep(configured.kept, from: tree, under: inputs, in: work.path)
    try folder.prune()
    _ = consume lock
    return capture
  }

  private var deadline: ContinuousClock.Instant { .now + configured.deadline }

  private func inputs(of files: any ProjectFiles) async throws -> PreparationInputs {
    try await PreparationInputs(
      of: files, configured, repository: repository, toolchain: toolchain, isConfined: isConfined)
  }

  /// Writes the inputs; links last, so that none of them leads a file elsewhere.
  ///
  /// - Returns: the folder that they lie in.
  private func export(
    _ inputs: PreparationInputs, from files: any ProjectFiles, to work: borrowing ChildFolder
  ) async throws -> String {
    let top = "tree"
    for file in inputs.files where file.mode != .symbolicLink {
      let place = try RelativePath("\(top)/\(file.path)")
      try work.write(try await files.content(of: file), to: place, isExecutable: file.mode == .executable)
    }
    for file in inputs.files where file.mode == .symbolicLink {
      let target = String(decoding: try await files.content(of: file), as: UTF8.self)
      try work.link(try RelativePath("\(top)/\(file.path)"), to: target)
    }
    // Without inputs nothing has made it yet.
    if inputs.files.isEmpty { try work.makeFolder(try RelativePath(top)) }
    return "\(work.path)/\(top)"
  }

  private func run(in tree: String, _ sandbox: Sandbox, _ variables: [String: String]) async throws {
    let program = try ConfinedProgram(
      configured.words, readable: configured.readable, variables: configured.variables, user: variables)
    let request = program.request(
      adding: [], in: tree, deadline: configured.deadline, outputLimit: CommandRunner.outputLimit)
    let policy = program.policy(
      writing: tree, limits: configured.limits, allowsNetwork: configured.allowsNetwork)
    let start = ContinuousClock.now
    let result = CommandResult(
      try await sandbox.run(request, under: policy), duration: start.duration(to: .now))
    guard result.isSuccess else {
      let said = Self.lastLine(of: result.standardError) ?? Self.lastLine(of: result.standardOutput)
      let isTooSlow = result.limit == .deadline
      let time = isTooSlow ? " of \(configured.deadline.components.seconds) s (`timeout_seconds`)" : ""
      let hadNetwork = configured.allowsNetwork || !sandbox.level.confines
      let hint = isTooSlow || hadNetwork ? "" : "; it had no network, which `network: true` in `prepare` allows"
      throw VerificationError(
        .preparationFailed,
        "the preparation `\(configured.commandLine)` \(result.summary)\(time)\(said.map { ": \($0)" } ?? "")\(hint)")
    }
  }

  private static func lastLine(of output: CapturedOutput) -> String? {
    output.text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }.map {
      String($0.prefix(300))
    }
  }

  private func notPrepared(_ inputs: PreparationInputs) -> VerificationError {
    let run = "run `\(remedy)`, which runs `\(configured.commandLine)`"
    guard let newest = folder.captures.first else {
      return VerificationError(.notPrepared, "the project's dependencies are not prepared; \(run)")
    }
    let changed = Set(newest.inputs.keys).union(inputs.hashes.keys).filter { newest.inputs[$0] != inputs.hashes[$0] }
    let names = changed.sorted().prefix(3).joined(separator: ", ")
    let more = changed.count > 3 ? " and \(changed.count - 3) more" : ""
    let reason = changed.isEmpty ? "with other settings or another toolchain" : "before \(names)\(more) changed"
    return VerificationError(.notPrepared, "the project's dependencies were prepared \(reason); \(run)")
  }
}
