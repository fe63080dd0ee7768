/// Refuses code that could harm whoever runs the tests later, outside of any sandbox.
///
/// What a proposal does is seen when it is recorded, but not what it would do elsewhere: it must not ask where it is, nor
/// reach for other files, processes or libraries.
enum ProposalGuard {
  /// Names that start programs, load code, delete, or tell of the surroundings.
  private static let names: Set<String> = [
    "CommandLine", "NSHomeDirectory", "NSTask", "NSUserName", "Process", "ProcessInfo", "_silgen_name", "dlopen",
    "dlsym", "execl", "execv", "execve", "execvp", "fork", "getenv", "homeDirectoryForCurrentUser",
    "popen", "posix_spawn", "removeItem", "replaceItem", "rmdir", "setenv", "symlink", "system", "trashItem",
    "unlink", "unsetenv", "vfork",
  ]

  /// Modules with the whole system in them.
  private static let modules: Set<String> = ["Bionic", "Darwin", "Dispatch", "Glibc", "Musl", "WinSDK"]

  /// Names with which files are read or written.
  private static let fileNames: Set<String> = [
    "FileHandle", "FileManager", "InputStream", "OutputStream", "atPath", "contentsOfFile", "fileAtPath",
    "fileURLWithPath", "filePath", "fopen", "forReadingAtPath", "forUpdatingAtPath", "forWritingAtPath", "freopen",
    "toFile", "toFileAtPath",
  ]

  /// Why a proposal is refused; nil when nothing speaks against it.
  ///
  /// - Parameters:
  ///   - texts: its statements and expressions.
  ///   - imports: the modules that it wants.
  static func objection(to texts: [String], imports: [String]) -> String? {
    if let module = imports.first(where: modules.contains) { return "a test must not import \(module)" }
    let words = Set(texts.flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init) })
    if let name = words.intersection(names).min() { return "a test must not use \(name)" }
    guard !words.isDisjoint(with: fileNames) else { return nil }
    for text in texts {
      for literal in text.split(separator: "\"", omittingEmptySubsequences: false).dropFirst()
      where literal.hasPrefix("/") || literal.hasPrefix("~") || literal.contains("..") {
        return "a test must not use files outside of the folder that it runs in"
      }
    }
    return nil
  }
}
