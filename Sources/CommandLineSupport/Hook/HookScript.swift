/// The file that git runs before a push.
struct HookScript: Hashable, Sendable {
  static let name = "pre-push"

  /// The name under which an earlier hook is kept and run.
  static let keptName = "pre-push.before-fulcrum"

  private static let marker =
    "# Fulcrum pre-push hook; `code-review install` wrote it, `code-review uninstall` removes it."

  /// The absolute path of the program that reviews.
  let program: String

  /// The script, for any POSIX shell.
  ///
  /// It finds the kept hook beside itself, so that it survives a move of the repository, and hands everything else to the
  /// program by `exec`, which leaves the standard input untouched.
  var text: String {
    """
    #!/bin/sh
    \(Self.marker)
    program=\(Self.shellQuoted(program))
    case $0 in */*) folder=${0%/*} ;; *) folder=. ;; esac
    kept=$folder/\(Self.keptName)
    [ -f "$kept" ] && [ -x "$kept" ] || kept=
    if [ -f "$program" ] && [ -x "$program" ]; then
      if [ -n "$kept" ]; then exec "$program" pre-push --chained "$kept" -- "$@"; fi
      exec "$program" pre-push -- "$@"
    fi
    printf 'code-review: WARNING: %s is missing, so this push is NOT REVIEWED\\n' "$program" >&2
    if [ -n "$kept" ]; then exec "$kept" "$@"; fi
    exit 0

    """
  }

  /// The line that somebody who keeps their own hook puts at its end, since it reads what git has to say.
  ///
  /// A missing program lets the push through, as the script does: the hook may be shared with people who lack it.
  var line: String {
    let quoted = Self.shellQuoted(program)
    return "if [ -x \(quoted) ]; then \(quoted) pre-push -- \"$@\" || exit 1; fi"
  }

  /// Whether a file was written by us, in this version or an earlier one.
  static func isOurs(_ contents: String) -> Bool {
    contents.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).dropFirst().first.map(String.init)
      == marker
  }

  /// The program that a script of ours runs; nil when it cannot be made out.
  static func program(in contents: String) -> String? {
    let prefix = "program="
    guard let line = contents.split(separator: "\n").first(where: { $0.hasPrefix(prefix + "'") && $0.hasSuffix("'") })
    else { return nil }
    return String(line.dropFirst(prefix.count + 1).dropLast()).replacing(#"'\''"#, with: "'")
  }

  /// A word that the shell takes as it is.
  private static func shellQuoted(_ word: String) -> String { "'" + word.replacing("'", with: #"'\''"#) + "'" }
}
