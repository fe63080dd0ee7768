internal import Processes

/// The hook that stood where ours stands now: it is the user's own, so it gets git's whole environment but for the model's key, and
/// our streams.
package struct ChainedHook: Sendable {
  private let path: String
  private let arguments: [String]

  /// - Parameters:
  ///   - path: the hook; a relative path, as git calls hooks by, counts from the working directory.
  ///   - arguments: what git gave to ours.
  package init(path: String, arguments: [String]) {
    self.path = WorkingFolder.absolute(path)
    self.arguments = arguments
  }

  /// Runs it with what git had written to us; true when it lets the push through.
  ///
  /// There is no deadline: git-lfs uploads files in its hook.
  package func run(input: [UInt8]) async throws -> Bool {
    let request = ProcessRequest(
      program: path, arguments: arguments, environment: .inherited, input: .bytes(input), output: .inherited,
      leadsGroup: false)
    return try await ProcessRunner().run(request).termination == .exited(0)
  }
}
