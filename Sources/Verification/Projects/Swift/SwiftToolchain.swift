internal import Processes

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Swift as it is installed: the compiler, and the tools beside it that read its profiles.
package struct SwiftToolchain: Hashable, Sendable {
  /// The absolute path of `swift`.
  package let swift: String

  /// The folder that holds `bin` and `lib`, without links: what programs that Swift has built need to read.
  package let root: String

  /// Finds Swift.
  ///
  /// - Parameter folders: absolute folders to look into before the system's, such as those of the user's `PATH`.
  /// - Throws: `VerificationError` with code `.missingToolchain`.
  package init(searching folders: [String]) throws(VerificationError) {
    let remedy = "install Swift from https://www.swift.org/install, or put its folder into PATH"
    let location: ProgramLocation
    do throws(ProcessError) { location = try ProgramLocation(finding: "swift", in: folders, home: nil) } catch {
      throw VerificationError(.missingToolchain, "there is no Swift on this machine: \(error); \(remedy)")
    }
    let words = Self.resolved(location.path).split(separator: "/")
    // A version manager's stand-in finds the toolchain by files that the sandbox does not show it.
    guard words.last != "swiftly", words.count > 2, words[words.count - 2] == "bin" else {
      throw VerificationError(
        .missingToolchain,
        "\(location.path) is not a toolchain's own program; put the toolchain's usr/bin before it in PATH")
    }
    swift = location.path
    root = "/" + words.dropLast(2).joined(separator: "/")
  }

  /// How a tool of the toolchain is called, such as `llvm-cov`: the words before its arguments.
  package func tool(_ name: String) -> [String] {
    #if canImport(Darwin)
      ["/usr/bin/xcrun", name]
    #else
      // Never the system's own: it is of another version, and may not know the format.
      ["\(root)/bin/\(name)"]
    #endif
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
