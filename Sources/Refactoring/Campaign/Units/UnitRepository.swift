#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The repository that a unit belongs to.
struct UnitRepository: Hashable {
  /// Its folder: absolute.
  let path: String

  /// The folder with its branches, which linked work trees share with the repository that they belong to.
  let store: String

  /// Whether it is a linked work tree (`git worktree add`).
  let isLinked: Bool

  private static let limit = 64 << 10

  /// Nil for a folder that holds no `.git`, be it a folder or a file, and is not laid out as a bare repository.
  init?(at path: String) {
    let inside = "\(path)/.git"
    guard Self.isRepository(path) else { return nil }
    self.path = path
    guard access(inside, F_OK) == 0 else {
      (store, isLinked) = (Self.resolved(path), false)
      return
    }
    let words = (try? CampaignFile.text(of: inside, limit: Self.limit)).map(Self.line)
    guard let words, words.hasPrefix("gitdir: ") else {
      (store, isLinked) = (Self.resolved(inside), false)
      return
    }
    let folder = Self.absolute(String(words.dropFirst("gitdir: ".count)), in: path)
    // A submodule has a folder elsewhere too, but branches of its own.
    if let common = (try? CampaignFile.text(of: "\(folder)/commondir", limit: Self.limit)).map(Self.line) {
      (store, isLinked) = (Self.resolved(Self.absolute(common, in: folder)), true)
    } else {
      (store, isLinked) = (Self.resolved(folder), false)
    }
  }

  /// Whether a folder is a repository's.
  static func isRepository(_ path: String) -> Bool {
    if access("\(path)/.git", F_OK) == 0 { return true }
    return access("\(path)/HEAD", F_OK) == 0 && isFolder("\(path)/objects") && isFolder("\(path)/refs")
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
  }

  private static func absolute(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
