#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Runs a child in a sandbox that tries to get out, and looks whether it did.
struct SandboxSelfTest {
  /// The first version of Landlock's interface that can deny signals.
  static let firstVersionWithSignals = 6

  private static let deadline = Duration.seconds(20)

  private let sandbox: Sandbox

  init(_ sandbox: Sandbox) {
    self.sandbox = sandbox
  }

  /// What the child tried, all of it refused but what the kernel cannot refuse at this level.
  ///
  /// - Throws: `ProcessError` with code `.notConfined` when it got out, could not do its work, or was not confined.
  func run() async throws -> [SandboxReport.Probe] {
    let place = try PrivateFolder(in: sandbox.stateFolder)
    let inside = try place.folder(named: "inside")
    let outside = try place.folder(named: "outside")
    let sentinel = open(outside + "/sentinel", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard sentinel >= 0 else { throw ProcessError(.notConfined, "no file for the test of the sandbox can be made") }
    close(sentinel)
    let listener = ProbeSocket(onLoopback: ())
    let localListener = ProbeSocket(atPath: outside + "/socket")

    let targets = SandboxProbe.Targets(
      inside: inside, outside: outside, port: listener.port, process: ProcessIdentity.own)
    let result = try await sandbox.run(
      ProcessRequest(
        program: sandbox.launcherPath, arguments: [SandboxProbe.word] + targets.arguments, environment: .exactly([:]),
        deadline: Self.deadline),
      under: SandboxPolicy(readable: Sandbox.ownFiles(of: sandbox.launcherPath), writable: [inside]))
    let numbers = result.standardOutput.text.split(separator: "\n").compactMap { Int32($0) }
    guard result.isSuccess, numbers.count == SandboxProbe.allCases.count else {
      let complaint = result.standardError.text.split(separator: "\n").first.map { "; it says: \($0)" } ?? ""
      throw ProcessError(.notConfined, "the child of the sandbox's test \(result.termination)\(complaint)")
    }
    var gotOut = Set<SandboxProbe>()
    if access(outside + "/written", F_OK) == 0 { gotOut.insert(.writeOutside) }
    if listener.hasCaller { gotOut.insert(.connect) }
    if localListener.hasCaller { gotOut.insert(.connectLocally) }
    return try judge(Array(zip(SandboxProbe.allCases, numbers)), gotOut: gotOut)
  }

  private func judge(
    _ attempts: [(SandboxProbe, Int32)], gotOut: Set<SandboxProbe>
  ) throws(ProcessError) -> [SandboxReport.Probe] {
    var probes: [SandboxReport.Probe] = []
    for (probe, number) in attempts {
      if probe == .writeInside {
        guard number == 0 else {
          throw ProcessError(.notConfined, "in the sandbox's test a child could not write: \(systemMessage(number))")
        }
        continue
      }
      let isRefused = probe.isRefusal(number, at: sandbox.level) && !gotOut.contains(probe)
      guard isRefused || (probe == .signal && !canRefuseSignals) else {
        let how = number == 0 ? "it could" : systemMessage(number)
        throw ProcessError(
          .notConfined, "in the sandbox's test a child was to be kept from: \(probe.rawValue) (\(how))")
      }
      probes.append(SandboxReport.Probe(name: probe.rawValue, isRefused: isRefused))
    }
    return probes
  }

  private var canRefuseSignals: Bool {
    sandbox.level == .bubblewrap || sandbox.report.landlockVersion >= Self.firstVersionWithSignals
  }
}
