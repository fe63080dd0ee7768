internal import Processes

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Where a linter's program and the user's rules for it are on this machine.
struct LinterPlace {
  let program: ProgramLocation

  /// The absolute path of the rules, without links.
  let rules: String?

  /// - Throws: `ProcessError` with code `.notFound` when one of them is not there.
  init(_ linter: ConfiguredLinter, searched: [String], home: String?) throws(ProcessError) {
    program = try ProgramLocation(finding: Self.expanded(linter.program, home), in: searched, home: home)
    rules = try linter.rules.map { path throws(ProcessError) in try Self.resolved(Self.expanded(path, home)) }
  }

  private static func expanded(_ path: String, _ home: String?) -> String {
    guard path.hasPrefix("~/"), let home else { return path }
    return home + path.dropFirst()
  }

  private static func resolved(_ path: String) throws(ProcessError) -> String {
    guard let resolved = realpath(path, nil) else {
      throw ProcessError(.notFound, "its rules \(String(reflecting: path)) are not there")
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
