internal import SourceText

/// Looks at a proposed file of tests in whatever language, by its words alone: what the configured commands cannot tell.
enum TestFileGuard {
  /// Bytes of one file at most.
  private static let sizeLimit = 64 << 10

  /// What starts programs, or goes to the network, in the languages that are about.
  private static let harm = [
    "ProcessBuilder", "Runtime.getRuntime", "XMLHttpRequest", "child_process", "exec.Command", "execve", "fetch(",
    "fork(", "http.get", "net/http", "os.Exec", "os.system", "os/exec", "popen", "posix_spawn", "std::process",
    "subprocess", "system(", "urllib.request", "worker_threads",
  ]

  /// Why a file is not even tried; nil when nothing speaks against it.
  ///
  /// - Parameter path: where it is to stand, which tells its language; nil where that is not known.
  static func objection(to text: String, at path: RelativePath? = nil) -> String? {
    guard text.utf8.count <= sizeLimit else { return "it is longer than \(sizeLimit) bytes" }
    if let word = harm.first(where: text.contains) {
      return "a test must not start programs or use the network, and it says \(word)"
    }
    guard AssertionSearch.hasAssertion(text, at: path) else { return "it has no assertion that could fail" }
    return nil
  }
}
