/// Where git looks for a repository's hooks, and whether that is a place for us to write to.
package struct HookLocation: Hashable, Sendable {
  /// The value of `core.hooksPath`, and the file that it comes from.
  package struct HooksPath: Hashable, Sendable {
    package enum Level: Hashable, Sendable {
      /// The repository's own configuration, also that of one work tree.
      case repository

      /// The user's or the system's configuration, or the command line: it holds for other repositories too.
      case shared
    }

    package var text: String
    package var level: Level

    package init(text: String, level: Level) {
      self.text = text
      self.level = level
    }
  }

  /// The folder of the hooks, as an absolute path.
  package let folder: String

  /// Why nothing should be written there unless the user insists; nil when nothing speaks against it.
  package let obstacle: String?

  /// - Parameters:
  ///   - commonGitFolder: git's folder that all work trees share, absolute: hooks live there, not in a linked work tree's.
  ///   - workTree: the top of the work tree, absolute; nil for a bare repository.
  ///   - hooksPath: nil when `core.hooksPath` is not set.
  ///   - home: the user's home folder, for a path that begins with `~/`.
  /// - Throws: `CommandLineError` with code `.hook` for a path that cannot be made absolute.
  package init(
    commonGitFolder: String, workTree: String?, hooksPath: HooksPath? = nil, home: String? = nil
  ) throws(CommandLineError) {
    guard commonGitFolder.hasPrefix("/") else {
      throw CommandLineError(.hook, "git's folder \(quoted(commonGitFolder)) is not an absolute path")
    }
    let common = Self.normalized(commonGitFolder)
    guard let hooksPath else {
      folder = common + "/hooks"
      obstacle = nil
      return
    }
    var path = hooksPath.text
    if path.hasPrefix("~/"), let home { path = home + path.dropFirst() }
    if !path.hasPrefix("/") { path = "\(workTree ?? common)/\(path)" }
    guard path.hasPrefix("/"), !hooksPath.text.isEmpty else {
      throw CommandLineError(.hook, "core.hooksPath is \(quoted(hooksPath.text)), which names no folder")
    }
    let folder = Self.normalized(path)
    self.folder = folder
    let isInWorkTree = workTree.map { Self.contains(Self.normalized($0), folder) } ?? false
    if hooksPath.level == .shared {
      obstacle = "core.hooksPath is set outside this repository, so that a hook there would run for others too"
    } else if isInWorkTree, !Self.contains(common, folder) {
      obstacle = "core.hooksPath lies in the work tree, where a hook would be part of the project"
    } else {
      obstacle = nil
    }
  }

  /// The path without empty, `.` and `..` components.
  private static func normalized(_ path: String) -> String {
    var components: [Substring] = []
    for component in path.split(separator: "/") where component != "." {
      if component == ".." { _ = components.popLast() } else { components.append(component) }
    }
    return "/" + components.joined(separator: "/")
  }

  private static func contains(_ folder: String, _ path: String) -> Bool {
    path == folder || path.hasPrefix(folder == "/" ? "/" : folder + "/")
  }
}
