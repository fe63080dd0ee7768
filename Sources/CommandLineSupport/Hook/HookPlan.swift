/// What installing or removing the hook comes to, decided before anything is touched.
package enum HookPlan: Hashable, Sendable {
  /// Write our script, in place of nothing or of an older script of ours.
  case write(path: String, contents: String)

  /// Keep somebody's hook under another name, and write our script, which runs it.
  case chain(path: String, keptPath: String, contents: String)

  /// Touch nothing; the user may add the line to a hook of theirs.
  case printLine(reason: String, hook: String, line: String)

  /// Put the kept hook back in place of our script.
  case restore(path: String, keptPath: String)

  /// Remove our script.
  case remove(path: String)

  /// There is nothing to do, and why.
  case nothing(reason: String)
}

extension HookPlan {
  /// Carries the plan out; each file changes in one step.
  ///
  /// - Throws: `CommandLineError` with code `.inputOutput`.
  package func apply() throws(CommandLineError) {
    switch self {
    case .write(let path, let contents):
      try LocalFile(path: path).createParent()
      try LocalFile(path: path).write(Array(contents.utf8), mode: 0o755)
    case .chain(let path, let keptPath, let contents):
      try LocalFile(path: path).move(to: LocalFile(path: keptPath))
      do throws(CommandLineError) {
        try LocalFile(path: path).write(Array(contents.utf8), mode: 0o755)
      } catch {
        try LocalFile(path: keptPath).move(to: LocalFile(path: path))
        throw error
      }
    case .restore(let path, let keptPath): try LocalFile(path: keptPath).move(to: LocalFile(path: path))
    case .remove(let path): try LocalFile(path: path).remove()
    case .printLine, .nothing: break
    }
  }

  /// What was done, or is to be done by the user; paths in it are to be escaped where they are shown.
  package var report: String {
    switch self {
    case .write(let path, _): "The hook is installed: \(path)"
    case .chain(let path, let keptPath, _):
      "The hook is installed: \(path)\nThe hook that was there is kept and still runs: \(keptPath)"
    case .printLine(let reason, let hook, let line):
      "Nothing was changed: \(reason).\nAdd this line at the end of \(hook) (an executable file that begins with #!/bin/sh), or use --force:\n\n  \(line)\n"
    case .restore(let path, _): "The hook is removed, and the one that was there before is back: \(path)"
    case .remove(let path): "The hook is removed: \(path)"
    case .nothing(let reason): "Nothing was changed: \(reason)."
    }
  }
}
