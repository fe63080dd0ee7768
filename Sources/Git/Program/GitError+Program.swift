internal import SourceText

extension GitError {
  /// Puts into words why git could not open a repository.
  init(_ answer: GitProgram.Answer, opening path: String) {
    let errors = answer.errors
    if errors.contains("dubious ownership") || errors.contains("is owned by someone else") {
      let folder =
        errors.firstRange(of: "safe.directory ").map { errors[$0.upperBound...].prefix { !$0.isNewline } }
      self = .foreignOwner(of: folder.map(String.init) ?? path)
    } else if errors.contains("not a git repository") {
      self = .noRepository(at: path)
    } else if errors.contains("repository version") || errors.contains("repository extension")
      || errors.contains("unknown ref storage") || errors.contains("invalid value for 'extensions.")
    {
      self.init(
        .unsupported,
        "the repository at \(quoted(path)) uses something that neither libgit2 nor this git can read "
          + "(\(quoted(answer.complaint))); install a newer git")
    } else {
      self.init(
        .failed,
        "the repository at \(quoted(path)) cannot be opened (\(quoted(answer.complaint))); try `git fsck` there"
      )
    }
  }

  static func noRepository(at path: String) -> GitError {
    GitError(
      .noRepository,
      "there is no git repository at \(quoted(path)) or in a folder above it; name one, or make one with `git init`")
  }

  static func foreignOwner(of folder: String) -> GitError {
    GitError(
      .foreignOwner,
      "the repository \(quoted(folder)) belongs to another user; "
        + "if you trust it, run `git config --global --add safe.directory \(folder)`")
  }
}

extension GitProgram.Answer {
  /// What git complained of, in one line.
  var complaint: String {
    let lines = errors.split(separator: "\n")
    let first = lines.first { $0.hasPrefix("fatal: ") } ?? lines.first ?? "no reason given, exit code \(code)"
    return first.hasPrefix("fatal: ") ? String(first.dropFirst(7)) : String(first)
  }

  /// Whether git wanted to fetch an object that a partial clone lacks.
  var lacksPromisedObject: Bool {
    errors.contains("promisor remote") || errors.contains("lazy fetch")
  }
}
