/// Which variables of the user's environment a command may be given when the configuration names them.
package enum CommandVariables {
  /// They would change what is run, or tie a child to another repository.
  private static let refusedPrefixes = ["GIT_", "LD_", "DYLD_", "FULCRUM_"]

  private static let refusedNames: Set<String> = ["PATH", "HOME", "TMPDIR", "PWD", "BASH_ENV", "ENV", "IFS"]

  /// What the names of variables with secrets hold.
  private static let secretWords = ["KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL"]

  /// Whether a variable's name says that it holds a secret.
  package static func isSecret(_ name: String) -> Bool {
    secretWords.contains(where: name.uppercased().contains)
  }

  /// Why a command may not have a variable of this name, as the end of a sentence; nil when it may.
  package static func fault(in name: String) -> String? {
    let isName = name.unicodeScalars.allSatisfy {
      $0 == "_" || ("A"..."Z").contains($0) || ("a"..."z").contains($0) || ("0"..."9").contains($0)
    }
    guard isName, !name.isEmpty else { return "no variable can be called" }
    let upper = name.uppercased()
    if refusedNames.contains(upper) { return "the program sets itself" }
    if refusedPrefixes.contains(where: upper.hasPrefix) {
      return "would change which programs or repositories are used"
    }
    if isSecret(name) { return "looks like a secret, and no command gets one" }
    return nil
  }
}
