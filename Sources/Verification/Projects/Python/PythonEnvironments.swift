#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The virtual environments that a user's Python comes from.
package enum PythonEnvironments {
  /// Finds them: in the project's own folder, the active one, and those whose programs are on the path.
  ///
  /// A copy of the project has none, since nobody commits them.
  ///
  /// - Parameters:
  ///   - folder: the absolute path of the user's checkout.
  ///   - user: the user's environment.
  /// - Returns: absolute folders, each once.
  package static func folders(in folder: String, user: [String: String]) -> [String] {
    let own = [".venv", "venv"].map { "\(folder)/\($0)" }
    let active = user["VIRTUAL_ENV"].map { [$0] } ?? []
    let searched = (user["PATH"] ?? "").split(separator: ":").filter { $0.hasSuffix("/bin") }
      .map { String($0.dropLast(4)) }
    var seen: Set<String> = []
    return (own + active + searched).filter { root in
      root.hasPrefix("/") && access("\(root)/pyvenv.cfg", R_OK) == 0 && access("\(root)/bin/python", X_OK) == 0
        && seen.insert(root).inserted
    }
  }
}
