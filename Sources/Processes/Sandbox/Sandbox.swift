/// Runs children that must not be trusted: the code of a repository, its build, its tests, linters that it configures.
///
/// It exists only after it has proved itself on this machine; `prepared` makes it.
package struct Sandbox: Sendable {
  /// How long a launcher has to kill what is left of its child, before it is killed itself and that may stay alive.
  private static let timeToKill = Duration.seconds(10)

  /// What it is made of, and what it could not do in its test.
  package internal(set) var report: SandboxReport

  package var level: SandboxLevel { report.level }

  /// The program that confines and watches over children: this one, or in tests one that calls `SandboxLauncher` too.
  let launcher: String

  /// Where the launcher's file lies.
  let launcherPath: String

  /// The folder for private folders; nil for the system's temporary one.
  let stateFolder: String?

  /// Runs a child to its end, confined.
  ///
  /// The child gets the variables of the request, which must be exact, but for four: `HOME` and `TMPDIR` are private
  /// folders that are gone afterwards; `PATH` is the system's folders, and before them those that the request names if the
  /// child may read but not write them; `GIT_CONFIG_NOSYSTEM` keeps git from a file that is out of its reach. Without a
  /// folder it works in its `HOME`. It has no terminal, no descriptor but its three streams, and a session of its own. At
  /// the deadline, and when the task is cancelled, it is killed at once with all that it has started, also what has left its
  /// group; so is what it leaves behind when it ends, and everything when this process dies.
  ///
  /// - Throws: `ProcessError`, with code `.notConfined` when the confinement could not be put up; then nothing ran.
  package func run(_ request: ProcessRequest, under policy: SandboxPolicy) async throws -> ProcessResult {
    let launch = try launch(request, under: policy)
    // Its folders go with it, so it is kept until the child has ended.
    defer { withExtendedLifetime(launch) {} }
    let result = try await ProcessRunner().run(launch.request)
    if let error = launch.refusal(result.termination, result.standardError) { throw error }
    return result
  }

  /// Starts a child that is spoken with, confined as those that are run to their end.
  ///
  /// - Throws: `ProcessError` when it cannot be started. When the confinement could not be put up, nothing ran, and
  ///   `ChildSession.termination` says why.
  package func start(_ request: ProcessRequest, under policy: SandboxPolicy) async throws -> ChildSession {
    let launch = try launch(request, under: policy)
    return try await ChildSession.start(launch.request, holding: launch) { launch.refusal($0, $1) }
  }

  /// The launcher's call for a child, and its private folders.
  private func launch(_ request: ProcessRequest, under policy: SandboxPolicy) throws -> SandboxLaunch {
    let variables = try Self.variables(of: request)
    try policy.check(program: launcherPath)
    let privateFolder = try PrivateFolder(in: stateFolder)
    let home = try privateFolder.folder(named: "home")
    let temporary = try privateFolder.folder(named: "tmp")
    var confined = policy
    confined.writable += [home, temporary]
    let plan = LaunchPlan(
      level: level, landlockVersion: report.landlockVersion, policy: confined, folder: request.folder ?? home,
      parent: ProcessIdentity.own, report: privateFolder.path + "/report",
      bubblewrap: level == .bubblewrap ? Bubblewrap.path : nil)
    try check(plan, request)

    let own = [
      "HOME": home, "TMPDIR": temporary, "GIT_CONFIG_NOSYSTEM": "1",
      "PATH": Self.searchPath(variables["PATH"] ?? "", policy),
    ]
    let all = variables.merging(own) { $1 }.map { (LaunchPlan.variablePrefix + $0.key, $0.value) }
    var launch = request
    launch.program = launcher
    launch.arguments = [SandboxLauncher.word, plan.text, request.program] + request.arguments
    launch.environment = .exactly(Dictionary(all) { $1 })
    launch.folder = "/"
    launch.leadsGroup = true
    launch.gracePeriod = Self.timeToKill
    return SandboxLaunch(launch, of: request.program, in: privateFolder, report: plan.report)
  }

  /// What a child must be able to read that is to run a program of this package: its file, and the libraries that this
  /// process has loaded from elsewhere than the system's folders.
  ///
  /// - Parameter program: the program's absolute path, without links.
  package static func ownFiles(of program: String) -> [String] {
    [program] + SandboxLauncher.loadedLibraries().compactMap { try? SandboxPolicy.resolved($0) }
  }

  private func check(_ plan: LaunchPlan, _ request: ProcessRequest) throws(ProcessError) {
    if level == .bubblewrap, plan.bubblewrap == nil {
      throw ProcessError(.notConfined, "the sandbox was not put up: bubblewrap is gone")
    }
    if level == .none { throw ProcessError(.notConfined, "there is no sandbox, so no command is run") }
    guard request.program.hasPrefix("/") || !request.program.contains("/"), !request.program.isEmpty else {
      throw ProcessError(
        .invalidRequest, "\(String(reflecting: request.program)) is neither an absolute path nor a plain name")
    }
    if level.confines, !plan.policy.allowsReading(plan.folder) {
      throw ProcessError(
        .invalidRequest, "\(String(reflecting: plan.folder)) cannot be worked in: the child may not read it")
    }
  }

  /// The variables of a request that fits a sandbox.
  private static func variables(of request: ProcessRequest) throws(ProcessError) -> [String: String] {
    guard case .exactly(let variables) = request.environment else {
      throw ProcessError(.invalidRequest, "a confined child cannot inherit an environment, which may hold secrets")
    }
    for name in variables.keys where name.isEmpty || name.hasPrefix("FULCRUM_") {
      throw ProcessError(.invalidRequest, "a confined child cannot have the variable \(String(reflecting: name))")
    }
    guard request.input != .inherited, request.output != .inherited else {
      throw ProcessError(.invalidRequest, "a confined child cannot share this program's terminal or streams")
    }
    return variables
  }

  private static func searchPath(_ named: String, _ policy: SandboxPolicy) -> String {
    let folders = named.split(separator: ":").map(String.init).filter { folder in
      policy.allowsReading(folder) && !policy.writable.contains { SandboxPolicy.contains($0, folder) }
        && !SystemPaths.programFolders.contains(folder)
    }
    return (folders + SystemPaths.programFolders).joined(separator: ":")
  }
}
