internal import SourceText

/// The files in which package managers keep what exactly they chose.
enum LockFile: String, CaseIterable, Sendable {
  case cargo = "Cargo.lock"
  case composer = "composer.lock"
  case gemfile = "Gemfile.lock"
  case goSum = "go.sum"
  case mix = "mix.lock"
  case npm = "package-lock.json"
  case npmShrinkwrap = "npm-shrinkwrap.json"
  case packageResolved = "Package.resolved"
  case pipfile = "Pipfile.lock"
  case pnpm = "pnpm-lock.yaml"
  case poetry = "poetry.lock"
  case pubspec = "pubspec.lock"
  case uv = "uv.lock"
  case yarn = "yarn.lock"

  /// Whether a path is one of these, or a lock of a package manager whose format is not known here.
  static func isLockFile(_ path: RelativePath) -> Bool {
    LockFile(rawValue: path.name) != nil || ["lock", "lockb", "lockfile"].contains(path.fileExtension)
  }
}
