/// A confined child that is ready to be started, and its private folders, which are gone with this object.
final class SandboxLaunch: Sendable {
  /// The launcher's call.
  let request: ProcessRequest

  private let program: String
  private let folder: PrivateFolder
  private let report: String

  /// - Parameters:
  ///   - program: what the launcher is to run.
  ///   - report: the file in which it says why it did not.
  init(_ request: ProcessRequest, of program: String, in folder: consuming PrivateFolder, report: String) {
    self.request = request
    self.program = program
    self.folder = folder
    self.report = report
  }

  /// Why nothing was run, if it is that which ended the launcher.
  func refusal(_ termination: ProcessResult.Termination, _ complaint: CapturedOutput) -> ProcessError? {
    guard termination == .exited(SandboxLauncher.failureCode), let failure = LaunchReport(at: report) else {
      return nil
    }
    return failure.error(program: program, complaint: complaint.text)
  }
}
