package import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension ProgramRepository {
  package func blame(_ path: RelativePath, at commit: ObjectID, lines: LineRange?) async throws -> [BlameLine] {
    try await checkCommits([commit])
    // Of a commit, never of the work tree: that would ask for the filters of the file.
    let answer = try await git.answer(
      ["blame", "--porcelain", "--encoding=UTF-8", "--no-textconv", "--no-progress"]
        // Where a shallow clone is cut, and only there, the history ends before its beginning.
        + (isShallow ? [] : ["--root"])
        + (lines.map { ["-L", "\($0.first),\($0.last)"] } ?? []) + [commit.hexadecimal, "--", path.string],
      limit: 64 << 20)
    guard answer.isSuccess else { throw failure(answer, blaming: path, at: commit) }
    guard let blame = BlamePorcelain.lines(in: answer.output) else {
      throw GitError(.failed, "the answer of `git blame` about \(quoted(path.string)) cannot be read")
    }
    return blame
  }

  private func failure(_ answer: GitProgram.Answer, blaming path: RelativePath, at commit: ObjectID) -> GitError {
    if answer.errors.contains("no such path") {
      return GitError(.noSuchObject, "there is no file \(quoted(path.string)) in \(commit)")
    }
    if answer.errors.contains("has only ") {
      return GitError(.invalidInput, "\(quoted(answer.complaint)) in \(commit); name lines that are there")
    }
    return failure(answer, doing: "finding out who wrote the lines of \(quoted(path.string)) in")
  }
}

extension LibraryRepository {
  /// libgit2's own blame takes twenty times as long as the git program's, and more.
  package func blame(_ path: RelativePath, at commit: ObjectID, lines: LineRange?) async throws -> [BlameLine] {
    try await program().blame(path, at: commit, lines: lines)
  }

  /// The same repository, read by the git program; opened when it is first asked for.
  func program() async throws -> ProgramRepository {
    if let openedProgram { return openedProgram }
    // A work tree that the setting `core.worktree` names knows nothing of its repository.
    let start = location.workTree.flatMap { access("\($0)/.git", F_OK) == 0 ? $0 : nil } ?? location.gitFolder
    let opened = try await ProgramRepository.open(
      at: start, trustingOwner: isOwnerTrusted, indexFile: indexFile,
      variables: variables)
    openedProgram = opened
    return opened
  }
}
