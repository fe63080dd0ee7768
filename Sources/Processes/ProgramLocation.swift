#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Where a program lies, and what must be readable besides the system's own folders for it to run in a sandbox.
package struct ProgramLocation: Hashable, Sendable {
  /// The absolute path under which it was found; links are not resolved, since a shim asks what it was called by.
  package let path: String

  /// Absolute paths without links: the places that the program was installed to, and its interpreter when it is a script.
  package private(set) var readable: [String] = []

  /// The folders of the program itself, for the child's `PATH`.
  package private(set) var folders: [String] = []

  /// Where every system keeps programs that all its users share.
  package static let systemFolders = ["/usr/local/bin", "/usr/bin", "/bin"]

  /// Bytes of a script's first line that the kernel reads (`BINPRM_BUF_SIZE`).
  private static let firstLineLimit = 256

  /// Scripts whose interpreters are scripts, one after the other.
  private static let deepestInterpreter = 4

  /// Finds a program.
  ///
  /// - Parameters:
  ///   - name: an absolute path, or a name without a slash.
  ///   - searched: absolute folders to look into before the system's.
  ///   - home: the user's home folder, of which no more than needed is made readable; nil when there is none.
  /// - Throws: `ProcessError` with code `.notFound`, or `.invalidRequest` for a relative path.
  package init(finding name: String, in searched: [String], home: String?) throws(ProcessError) {
    let folders = searched + Self.systemFolders
    path = try Self.path(of: name, in: folders)
    var depth = 0
    var next: String? = path
    while let program = next, depth < Self.deepestInterpreter {
      let real = add(program, home: home)
      next = Self.interpreter(of: real).flatMap { try? Self.path(of: $0, in: folders) }
      depth += 1
    }
    self.folders = Self.distinct(self.folders)
    // A sandbox takes paths without links only, and what it lets every child read need not be named.
    readable = Self.distinct(readable.map(Self.resolved).filter { !Self.isSystem($0) })
  }

  private static func path(of name: String, in folders: [String]) throws(ProcessError) -> String {
    guard !name.isEmpty, !name.utf8.contains(0) else {
      throw ProcessError(.invalidRequest, "the program to run has no name")
    }
    if name.hasPrefix("/") {
      guard isProgram(name) else {
        throw ProcessError(.notFound, "\(String(reflecting: name)) is not there or may not be executed")
      }
      return name
    }
    guard !name.contains("/") else {
      throw ProcessError(.invalidRequest, "\(String(reflecting: name)) is neither an absolute path nor a plain name")
    }
    let candidates = folders.filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
    guard let path = candidates.first(where: isProgram) else {
      throw ProcessError(
        .notFound, "\(String(reflecting: name)) is in none of the folders \(folders.joined(separator: ", "))")
    }
    return path
  }

  private static func isProgram(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }

  /// Adds a program's places: the folders of the links to it, and where it is installed.
  ///
  /// - Returns: its path without links.
  private mutating func add(_ program: String, home: String?) -> String {
    var link = program
    for _ in 0..<40 {
      folders.append(Self.parent(of: link))
      guard let target = Self.target(of: link) else { break }
      readable.append(Self.parent(of: link))
      link = target.hasPrefix("/") ? target : "\(Self.parent(of: link))/\(target)"
    }
    let real = Self.resolved(program)
    folders.append(Self.parent(of: real))
    readable += Self.installation(of: real, home: home)
    // The programs of a virtual environment belong to the Python that its own `python` links to.
    let environment = Self.parent(of: Self.parent(of: real))
    let python = "\(environment)/bin/python"
    if python != real, access("\(environment)/pyvenv.cfg", R_OK) == 0 {
      readable += Self.installation(of: Self.resolved(python), home: home)
    }
    return real
  }

  /// What belongs to a program by the usual layout: all beside its `bin`; of a home folder and of what is above one only the
  /// parts that hold programs and libraries; the program alone when it lies in no such folder.
  private static func installation(of real: String, home: String?) -> [String] {
    let folder = parent(of: real)
    guard ["bin", "sbin", "shims"].contains(folder.split(separator: "/").last) else { return [real] }
    let prefix = parent(of: folder)
    let isWide =
      prefix == "/" || home.map { $0 == prefix || $0.hasPrefix(prefix + "/") || prefix == "\($0)/.local" } ?? false
    guard isWide else { return [prefix] }
    let parts = ["lib", "lib64", "libexec"].map { prefix == "/" ? "/\($0)" : "\(prefix)/\($0)" }
    return [folder] + parts.filter { access($0, R_OK) == 0 }
  }

  /// What a script names in its first line: the program, or the one that `env` would look for.
  private static func interpreter(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: firstLineLimit)
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 2, buffer.starts(with: "#!".utf8) else { return nil }
    let line = String(decoding: buffer[2..<count].prefix { $0 != 0x0A }, as: UTF8.self)
    let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
    guard let first = words.first else { return nil }
    guard first.hasSuffix("/env") else { return first }
    return words.dropFirst().first { !$0.hasPrefix("-") && !$0.contains("=") }
  }

  /// Whether every sandbox lets its children read a path.
  private static func isSystem(_ path: String) -> Bool {
    ["/", "/usr", "/bin", "/sbin", "/lib", "/lib64"].contains(path)
      || ["/usr/", "/bin/", "/sbin/", "/lib/", "/lib64/"].contains { path.hasPrefix($0) }
  }

  private static func target(of link: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func parent(of path: String) -> String {
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    return parent.isEmpty ? "/" : parent
  }

  private static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
