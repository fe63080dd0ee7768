internal import CSandbox

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

extension Sandbox {
  /// The strongest sandbox that the choice allows and that stands its test here: a child is run that tries to get out.
  ///
  /// Takes some 20 to 100 ms; once a process is enough. What killed processes have left of private folders is removed.
  ///
  /// - Parameters:
  ///   - choice: what the user says.
  ///   - launcher: the program that is started as the launcher; it must call `SandboxLauncher.takeOverIfAsked`.
  ///   - stateFolder: where the private folders of children are made; nil for the system's temporary folder.
  ///   - landlockAtMost: the newest version of Landlock's interface to use, for tests of older kernels' ways.
  /// - Throws: `ProcessError` with code `.notConfined` when there is none; then commands must not be run.
  package static func prepared(
    choice: SandboxChoice = .auto, launcher: String = SandboxLauncher.ownProgram, stateFolder: String? = nil,
    landlockAtMost: Int = .max
  ) async throws -> Sandbox {
    let path = try SandboxPolicy.resolved(launcher)
    PrivateFolder.removeAbandoned(in: stateFolder)
    let version = min(Int(fulcrum_landlock_version()), landlockAtMost)
    func sandbox(_ level: SandboxLevel, _ remarks: [String] = []) -> Sandbox {
      let report = SandboxReport(
        level: level, landlockVersion: level.confines ? version : 0, probes: [], remarks: remarks)
      return Sandbox(report: report, launcher: launcher, launcherPath: path, stateFolder: stateFolder)
    }
    if choice == .external { return sandbox(.external) }
    try checkKernel(landlockVersion: version)

    var remarks: [String] = []
    if choice == .auto {
      if Bubblewrap.path == nil {
        remarks.append("bubblewrap is not installed, which would hide other processes too")
      } else {
        do {
          return try await sandbox(.bubblewrap).tested()
        } catch let error as ProcessError {
          remarks.append("bubblewrap does not work here (\(error))")
        }
      }
    }
    if version < SandboxSelfTest.firstVersionWithSignals {
      remarks.append("this kernel lets commands signal other processes of the same user")
    }
    remarks.append(
      "commands see other processes' command lines, and can change modes and times of files that belong to this user")
    do {
      return try await sandbox(.landlock, remarks).tested()
    } catch let error as ProcessError {
      throw refusal("\(error)")
    }
  }

  /// This sandbox with what its test has shown.
  private func tested() async throws -> Sandbox {
    let probes = try await SandboxSelfTest(self).run()
    var tested = self
    tested.report.probes = probes
    return tested
  }

  private static func checkKernel(landlockVersion: Int) throws(ProcessError) {
    #if os(Linux)
      guard landlockVersion > 0 else {
        throw refusal("this kernel has no Landlock (Linux 5.13 or newer has it, unless it was switched off at boot)")
      }
      guard fulcrum_has_call_filter() != 0 else {
        throw refusal("this kernel cannot filter system calls (seccomp)")
      }
    #else
      throw refusal("there is a sandbox for Linux only")
    #endif
  }

  private static func refusal(_ reason: String) -> ProcessError {
    ProcessError(
      .notConfined,
      "commands are not run on this system: \(reason); if this program runs in a container or virtual machine that "
        + "protects the rest, say so with --sandbox=external")
  }
}

/// Which process this is.
enum ProcessIdentity {
  static var own: Int32 { getpid() }
}
