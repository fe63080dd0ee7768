internal import Processes

/// A program of the user's choice as it is handed to the sandbox: found, with an environment that is made here.
struct ConfinedProgram {
  /// The user's variables that are never handed on, whatever a configuration says: they would change what is run, or tie a
  /// child to another repository.
  private static let refusedPrefixes = ["GIT_", "LD_", "DYLD_", "FULCRUM_"]
  private static let refusedNames: Set<String> = ["PATH", "HOME", "TMPDIR", "PWD", "BASH_ENV", "ENV", "IFS"]

  /// What the names of variables with secrets hold.
  private static let secretWords = ["KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL"]

  private let location: ProgramLocation
  private let arguments: [String]
  private let readable: [String]
  private let environment: [String: String]

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
    readable = folders + location.readable
    environment = try Self.environment(
      variables, user: user, path: location.folders + searched.filter { $0.hasSuffix("/bin") })
  }

  /// What runs the program in a folder, the only place that it may write to.
  func request(
    adding more: [String], in folder: String, deadline: Duration, outputLimit: Int
  ) -> ProcessRequest {
    ProcessRequest(
      program: location.path, arguments: arguments + more, environment: .exactly(environment), folder: folder,
      output: .captured(limit: outputLimit), deadline: deadline)
  }

  func policy(writing folder: String, limits: ProcessLimits, allowsNetwork: Bool = false) -> SandboxPolicy {
    SandboxPolicy(readable: readable, writable: [folder], allowsNetwork: allowsNetwork, limits: limits)
  }

  private static func environment(
    _ variables: [String], user: [String: String], path: [String]
  ) throws(VerificationError) -> [String: String] {
    var environment = ["LANG": "C.UTF-8"]
    for variable in variables {
      let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if let fault = fault(inVariable: name) {
        throw VerificationError(.invalidCommand, "the environment variable \(String(reflecting: name)) \(fault)")
      }
      environment[name] = parts.count == 2 ? String(parts[1]) : user[name]
    }
    var seen: Set<String> = []
    environment["PATH"] = (path + ProgramLocation.systemFolders).filter { seen.insert($0).inserted }
      .joined(separator: ":")
    return environment
  }

  /// Why a command may not have a variable; nil when it may.
  static func fault(inVariable name: String) -> String? {
    let isName = name.unicodeScalars.allSatisfy {
      $0 == "_" || ("A"..."Z").contains($0) || ("a"..."z").contains($0) || ("0"..."9").contains($0)
    }
    guard isName, !name.isEmpty else { return "has no name that a variable may have" }
    let upper = name.uppercased()
    if refusedNames.contains(upper) { return "is set by the program itself" }
    if refusedPrefixes.contains(where: upper.hasPrefix) { return "would change which programs and repositories are used" }
    if secretWords.contains(where: upper.contains) { return "looks like one that holds a secret, which no command gets" }
    return nil
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
