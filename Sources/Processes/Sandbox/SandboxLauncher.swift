internal import CSandbox

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The second life of a program: started again by itself, it confines a child and watches over it.
///
/// A process can give up its rights only for itself, and between fork and execve hardly any Swift code may run. So the
/// program is executed anew with a word that asks for this, reads what to do, forks while it has one thread, and stays as
/// the supervisor: it adopts what loses its parent, kills all that is left when the child ends, when it is told to end, or
/// when the program that started it dies, and ends as the child has ended.
package enum SandboxLauncher {
  /// The first argument of a launcher.
  static let word = "fulcrum-sandbox-launcher"

  /// The exit code of a launcher that ran nothing; why stands in the report of its plan.
  ///
  /// 125 is what `env`, `timeout` and others end with when they fail themselves.
  static let failureCode: Int32 = 125

  /// This program's own file, also when it has been moved or removed since.
  package static var ownProgram: String {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _NSGetExecutablePath(nil, &size)
      var path = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&path, &size) == 0 else { return CommandLine.arguments.first ?? "" }
      return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #else
      "/proc/self/exe"
    #endif
  }

  /// Becomes the launcher, or the child of its self-test, if this process was started as one; else comes back at once.
  ///
  /// To be called before anything else in `main`, while the process has one thread.
  package static func takeOverIfAsked() {
    guard CommandLine.argc > 1, let word = CommandLine.unsafeArgv[1] else { return }
    if strcmp(word, Self.word) == 0 { launch() }
    if strcmp(word, SandboxProbe.word) == 0 { SandboxProbe.attemptAll(Array(CommandLine.arguments.dropFirst(2))) }
  }

  private static func launch() -> Never {
    fulcrum_hide_process()
    let arguments = (3..<max(3, Int(CommandLine.argc))).map { CommandLine.unsafeArgv[$0] }
    guard CommandLine.argc > 3, let text = CommandLine.unsafeArgv[2], let program = arguments.first ?? nil,
      let plan = LaunchPlan(String(cString: text))
    else {
      complain("it was started without a plan")
      _exit(failureCode)
    }
    let ending = plan.bubblewrap.map { supervise($0, plan, arguments) } ?? supervise(program, plan, arguments)
    end(ending, plan)
  }

  /// Runs the child, confined by this process.
  private static func supervise(
    _ program: UnsafeMutablePointer<CChar>, _ plan: LaunchPlan, _ arguments: [UnsafeMutablePointer<CChar>?]
  ) -> fulcrum_ending {
    let variables = childVariables()
    var confinement = plan.confinement
    let search = variables.lazy.compactMap { $0 }.first { strncmp($0, "PATH=", 5) == 0 }
    return withUnsafePointer(to: &confinement) { confinement in
      var launch = fulcrum_launch(
        confinement: confinement, program: program, arguments: CStringList(pointers: arguments).pointer,
        environment: CStringList(pointers: variables).pointer, path: search.map { UnsafePointer($0 + 5) },
        parent: plan.parent, channel: plan.channel ?? -1)
      return fulcrum_supervise(&launch)
    }
  }

  /// Runs bubblewrap, and in it this program again, which confines the child further.
  private static func supervise(
    _ bubblewrap: String, _ plan: LaunchPlan, _ arguments: [UnsafeMutablePointer<CChar>?]
  ) -> fulcrum_ending {
    guard let ownPath = ownPath else { return fulcrum_ending(stage: Stage.bubblewrap, value: ENOENT) }
    let words = Bubblewrap.arguments(for: plan, launcher: ownPath, libraries: loadedLibraries())
    let all = ([bubblewrap] + words).map { strdup($0) } + arguments
    let program = strdup(bubblewrap)
    var launch = fulcrum_launch(
      confinement: nil, program: program, arguments: CStringList(pointers: all).pointer,
      environment: fulcrum_environment(),
      path: nil, parent: plan.parent, channel: -1)
    return fulcrum_supervise(&launch)
  }

  private static func end(_ ending: fulcrum_ending, _ plan: LaunchPlan) -> Never {
    switch ending.stage {
    case Stage.ended: fulcrum_end_as(ending.value)
    case Stage.stopped: fulcrum_end_as(SIGTERM)
    case Stage.abandoned: _exit(failureCode)
    default:
      let report = LaunchReport(stage: ending.stage, errorNumber: ending.value)
      // Within bubblewrap the one outside reports.
      if plan.channel == nil {
        report.write(to: plan.report)
        complain(report.reason)
      }
      _exit(failureCode)
    }
  }

  private static func complain(_ reason: String) {
    let line = Array("the sandbox was not put up: \(reason)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }

  /// The variables that are meant for the child, without their prefix.
  private static func childVariables() -> [UnsafeMutablePointer<CChar>?] {
    var variables: [UnsafeMutablePointer<CChar>?] = []
    let prefix = LaunchPlan.variablePrefix
    var next = fulcrum_environment()
    while let variable = next?.pointee {
      if strncmp(variable, prefix, prefix.utf8.count) == 0 { variables.append(variable + prefix.utf8.count) }
      next = next?.successor()
    }
    return variables
  }

  /// Where this program's file lies now.
  static var ownPath: String? { try? SandboxPolicy.resolved(ownProgram) }

  /// The libraries that this process has loaded from places that are not the system's.
  static func loadedLibraries() -> [String] {
    var names = [CChar](repeating: 0, count: 1 << 16)
    let length = names.withUnsafeMutableBufferPointer { fulcrum_list_libraries($0.baseAddress, $0.count) }
    let paths = names.prefix(length).split(separator: 0).map {
      String(decoding: $0.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return paths.filter { path in !SystemPaths.folders.contains { SandboxPolicy.contains($0, path) } }
  }
}

extension LaunchPlan {
  /// The plan in the form that the C code takes.
  fileprivate var confinement: fulcrum_confinement {
    let limits = policy.limits
    let system =
      SystemPaths.folders + SystemPaths.presentConfiguration() + SystemPaths.kernel
      + (policy.allowsNetwork ? SystemPaths.nameResolution : [])
    return fulcrum_confinement(
      system_paths: CStringList(system).constant, devices: CStringList(SystemPaths.devices).constant,
      readable: CStringList(policy.readable).constant, writable: CStringList(policy.writable).constant,
      folder: UnsafePointer(strdup(folder)), landlock_version: level.confines ? Int32(landlockVersion) : 0,
      filters_calls: level.confines ? 1 : 0, allows_network: policy.allowsNetwork ? 1 : 0,
      limits: fulcrum_limits(
        processor_seconds: Int64(limits.processorSeconds), memory: limits.memory.map { Int64($0) } ?? -1,
        processes: Int64(limits.processes), file_size: Int64(limits.fileSize), open_files: Int64(limits.openFiles)))
  }
}
