internal import CLibgit2

extension RepositoryLocation {
  init(of repository: borrowing Handle<RepositoryResource>) {
    self.init(
      gitFolder: Self.folder(git_repository_path(repository.pointer)) ?? "",
      commonFolder: Self.folder(git_repository_commondir(repository.pointer)) ?? "",
      workTree: Self.folder(git_repository_workdir(repository.pointer)))
  }

  /// A folder as libgit2 gives it, without the slash at its end.
  private static func folder(_ text: UnsafePointer<CChar>?) -> String? {
    guard let text else { return nil }
    let path = String(cString: text)
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}
