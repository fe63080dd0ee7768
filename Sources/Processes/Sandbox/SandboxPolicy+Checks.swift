#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

extension SandboxPolicy {
  /// A path with all symbolic links on its way followed, for one that the user wrote, such as that of a toolchain.
  ///
  /// Never for a path below a folder that a child could write: the child chooses where its links lead.
  ///
  /// - Throws: `ProcessError` with code `.invalidRequest` when it is not absolute or leads nowhere.
  package static func resolved(_ path: String) throws(ProcessError) -> String {
    guard path.hasPrefix("/"), !path.utf8.contains(0), let buffer = realpath(path, nil) else {
      throw ProcessError(.invalidRequest, "\(String(reflecting: path)) is no absolute path to something that is there")
    }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  /// Whether a path lies below another one, or is the same.
  static func contains(_ folder: String, _ path: String) -> Bool {
    folder == "/" || path == folder || path.hasPrefix(folder + "/")
  }

  /// Whether the child may read a path.
  func allowsReading(_ path: String) -> Bool {
    (SystemPaths.folders + readable + writable).contains { Self.contains($0, path) }
  }

  /// Refuses what cannot be meant, or what a child could turn against this program.
  ///
  /// - Parameter program: this program's own file, which no child may write.
  func check(program: String) throws(ProcessError) {
    for path in readable {
      try Self.checkForm(path)
      if access(path, F_OK) == 0 { try Self.checkLinks(path) }
    }
    for path in writable {
      try Self.checkForm(path)
      try Self.checkLinks(path)
      if let kept = SystemPaths.neverWritable.first(where: { Self.contains($0, path) || Self.contains(path, $0) }) {
        throw ProcessError(
          .invalidRequest, "a child may not write \(String(reflecting: path)): \(kept) is the system's")
      }
      if Self.contains(path, program) {
        throw ProcessError(
          .invalidRequest, "a child may not write \(String(reflecting: path)): this program lies in it")
      }
      if let repository = Self.gitFolder(in: path) {
        throw ProcessError(
          .invalidRequest,
          "a child may not write \(String(reflecting: path)): git's own files, \(String(reflecting: repository)), are in"
            + " reach there; it must work in a folder without them")
      }
    }
  }

  /// The git folder that a child could change that may write a folder: one at its top, or one that it lies in.
  ///
  /// Whoever may write there can have the user's next git command run what it likes (hooks, `core.fsmonitor`), and a part cannot
  /// be taken away from a writable folder. Repositories deeper down, such as those of dependencies, belong to the folder.
  private static func gitFolder(in path: String) -> String? {
    var status = stat()
    if lstat("\(path)/.git", &status) == 0 { return "\(path)/.git" }
    var folder = ""
    for name in path.split(separator: "/") {
      folder += "/\(name)"
      if name.lowercased() == ".git" || isBareRepository(folder) { return folder }
    }
    return nil
  }

  private static func isBareRepository(_ folder: String) -> Bool {
    ["HEAD", "objects", "refs"].allSatisfy { access("\(folder)/\($0)", F_OK) == 0 }
  }

  private static func checkForm(_ path: String) throws(ProcessError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let isPlain = parts.dropFirst().allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    guard path.hasPrefix("/"), isPlain, !path.utf8.contains(0) else {
      throw ProcessError(
        .invalidRequest, "\(String(reflecting: path)) cannot be given to a child: it must be a plain absolute path")
    }
  }

  private static func checkLinks(_ path: String) throws(ProcessError) {
    let real = try resolved(path)
    guard real == path else {
      throw ProcessError(
        .invalidRequest,
        "\(String(reflecting: path)) cannot be given to a child: a symbolic link leads to \(String(reflecting: real))")
    }
  }
}
