package import Git
internal import Processes
package import Verification

extension Preparation {
  /// The preparation that the user configured, for one repository; nil when there is none.
  ///
  /// - Parameters:
  ///   - configuration: what is set.
  ///   - repository: the repository.
  ///   - program: the name of this program, for messages.
  ///   - environment: the process's environment.
  /// - Throws: `CommandLineError` without a place for what is prepared.
  package static func assembled(
    from configuration: Configuration, for repository: any Repository, program: String, environment: [String: String]
  ) async throws -> Preparation? {
    guard let configured = configuration.prepare.value else { return nil }
    guard let cache = CacheFolder.path(environment: environment) else {
      throw CommandLineError(
        .configuration, "there is no folder for what is prepared: set HOME or XDG_CACHE_HOME to an absolute path")
    }
    return Preparation(
      configured, cache: cache, repository: await repository.location.commonFolder,
      toolchain: configured.programIdentity(variables: environment), remedy: "\(program) prepare",
      isConfined: configuration.sandbox.value != .external)
  }
}

extension VerificationError: ErrorWithStatus {
  package var exitStatus: ExitStatus {
    switch code {
    case .unknownCommand, .invalidArgument, .invalidCommand: .usage
    case .notPrepared, .missingToolchain, .unreadableProject, .noTests: .precondition
    case .preparationFailed, .folder, .unreadableReport: .infrastructure
    }
  }
}
