internal import Processes

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A program of the user's choice as it is handed to the sandbox: found, with an environment that is made here.
struct ConfinedProgram {
  private let location: ProgramLocation
  private let arguments: [String]
  private let readable: [String]
  private let environment: [String: String]

  /// The variables that the configuration names, with their values.
  let named: [String: String]

  /// Finds the program and makes the environment.
  ///
  /// - Parameters:
  ///   - words: the program and its arguments.
  ///   - folders: what it may read besides; programs are looked up in them and their `bin` too.
  ///   - variables: `NAME`, to take it over, or `NAME=value`.
  ///   - user: the user's own environment.
  init(
    _ words: [String], readable folders: [String], variables: [String], user: [String: String]
  ) throws(VerificationError) {
    guard let program = words.first else { throw VerificationError(.invalidCommand, "the command has no words") }
    let home = user["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let folders = try folders.map { folder throws(VerificationError) in try Self.absolute(folder, home: home) }
    let searched = folders.flatMap { ["\($0)/bin", "\($0)/usr/bin", $0] }
    do throws(ProcessError) {
      location = try ProgramLocation(finding: Self.absolute(program, orName: home), in: searched, home: home)
    } catch {
      throw VerificationError(
        .invalidCommand, "\(error); name it by its absolute path, or its folder with `read` in the configuration")
    }
    arguments = Array(words.dropFirst())
    readable = try folders.map(Self.resolved) + location.readable
    named = try Self.named(variables, user: user)
    let fixed = [
      "LANG": "C.UTF-8", "PATH": Self.searchPath(location.folders + searched.filter { $0.hasSuffix("/bin") }),
    ]
    // What the user names counts; `PATH` cannot be named.
    environment = fixed.merging(named) { $1 }
  }

  /// Where the program was found.
  var path: String { location.path }

  /// What runs the program in a folder, the only place that it may write to; nil for none but its private ones.
  func request(
    adding more: [String] = [], in folder: String? = nil, deadline: Duration, outputLimit: Int
  ) -> ProcessRequest {
    ProcessRequest(
      program: location.path, arguments: arguments + more, environment: .exactly(environment), folder: folder,
      output: .captured(limit: outputLimit), deadline: deadline)
  }

  func policy(
    writing folder: String? = nil, limits: ProcessLimits, allowsNetwork: Bool = false
  ) -> SandboxPolicy {
    SandboxPolicy(
      readable: readable, writable: folder.map { [$0] } ?? [], allowsNetwork: allowsNetwork, limits: limits)
  }

  private static func named(
    _ variables: [String], user: [String: String]
  ) throws(VerificationError) -> [String: String] {
    var named: [String: String] = [:]
    for variable in variables {
      let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if let fault = CommandVariables.fault(in: name) {
        throw VerificationError(.invalidCommand, "the environment variable \(String(reflecting: name)) \(fault)")
      }
      named[name] = parts.count == 2 ? String(parts[1]) : user[name]
    }
    return named
  }

  private static func searchPath(_ folders: [String]) -> String {
    var seen: Set<String> = []
    return (folders + ProgramLocation.systemFolders).filter { seen.insert($0).inserted }.joined(separator: ":")
  }

  /// A folder that the user named, without the links on its way.
  private static func resolved(_ folder: String) throws(VerificationError) -> String {
    guard let resolved = realpath(folder, nil) else {
      throw VerificationError(
        .invalidCommand, "the folder \(String(reflecting: folder)), named by `read`, is not there")
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func absolute(_ path: String, home: String?) throws(VerificationError) -> String {
    if path.hasPrefix("/") { return path }
    guard path.hasPrefix("~/"), let home else {
      throw VerificationError(
        .invalidCommand, "the folder \(String(reflecting: path)) must be an absolute path or begin with ~/")
    }
    return home + path.dropFirst()
  }

  private static func absolute(_ program: String, orName home: String?) -> String {
    guard program.hasPrefix("~/"), let home else { return program }
    return home + program.dropFirst()
  }
}
