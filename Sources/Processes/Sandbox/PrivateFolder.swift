#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A folder that only this user can enter, with a name that nobody can guess, removed with its owner.
struct PrivateFolder: ~Copyable {
  /// The absolute path, free of symbolic links.
  let path: String

  /// Makes the folder.
  ///
  /// - Parameter parent: the folder that it is made in; nil for the system's folder for temporary files.
  /// - Throws: `ProcessError` with code `.notStarted`.
  init(in parent: String?) throws(ProcessError) {
    let place = parent ?? Self.temporaryFolder
    let real = try SandboxPolicy.resolved(place)
    // mkdtemp makes it for this user alone.
    var template = Array((real + "/fulcrum-run-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw ProcessError(.notStarted, "no private folder can be made in \(real): \(systemMessage(errno))")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Makes a folder in it.
  ///
  /// - Returns: its path.
  func folder(named name: String) throws(ProcessError) -> String {
    let folder = path + "/" + name
    guard mkdir(folder, 0o700) == 0 else {
      throw ProcessError(.notStarted, "\(folder) cannot be made: \(systemMessage(errno))")
    }
    return folder
  }

  deinit { FolderRemoval.remove(path) }

  private static var temporaryFolder: String {
    guard let value = getenv("TMPDIR") else { return "/tmp" }
    let path = String(cString: value)
    return path.hasPrefix("/") ? path : "/tmp"
  }

  /// The name of an entry of a folder.
  static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafePointer(to: &entry.pointee.d_name) { tuple in
      tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
        String(cString: $0)
      }
    }
  }
}

/// An error number of the system in words.
func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }
