#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Where the running program lies.
package enum ProgramPath {
  /// The absolute path by which the program was called.
  ///
  /// A symbolic link on the way is kept: package managers move what it leads to, and keep the link.
  ///
  /// - Parameters:
  ///   - name: the first argument of the process.
  ///   - environment: where `PATH` is looked up for a name without a slash.
  /// - Throws: `CommandLineError` with code `.hook` when it cannot be found.
  package static func current(
    calledAs name: String = CommandLine.arguments.first ?? "", environment: [String: String]
  ) throws(CommandLineError) -> String {
    let candidates =
      name.contains("/")
      ? [name] : (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
    for candidate in candidates {
      let absolute = WorkingFolder.absolute(candidate)
      if access(absolute, X_OK) == 0 { return absolute.replacing("/./", with: "/") }
    }
    throw CommandLineError(.hook, "the program cannot find itself; call it by its absolute path")
  }
}
