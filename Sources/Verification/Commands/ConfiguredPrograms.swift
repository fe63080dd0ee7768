internal import Processes

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

extension ConfiguredCommand {
  /// Where the command's program is, as it would be run.
  ///
  /// - Parameter variables: the user's environment.
  /// - Throws: `VerificationError` with code `.invalidCommand`.
  package func programPath(variables user: [String: String]) throws(VerificationError) -> String {
    try ConfinedProgram(words, readable: readable, variables: variables, user: user).path
  }
}

extension ConfiguredPreparation {
  /// What tells the installed program from another version of it: its place, size and time; empty when it is not there.
  ///
  /// - Parameter variables: the user's environment.
  package func programIdentity(variables user: [String: String]) -> String {
    guard let program = try? ConfinedProgram(words, readable: readable, variables: variables, user: user) else {
      return ""
    }
    var status = stat()
    guard stat(program.path, &status) == 0 else { return "" }
    #if canImport(Darwin)
      let time = status.st_mtimespec.tv_sec
    #else
      let time = status.st_mtim.tv_sec
    #endif
    return "\(program.path) \(status.st_size) \(time)"
  }
}
