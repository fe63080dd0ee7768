package import SourceText

extension ProgramRepository {
  package func commit(named revision: String) async throws -> Commit {
    guard !revision.isEmpty, !revision.utf8.contains(0) else {
      throw GitError(.invalidInput, "\(quoted(revision)) is not a revision; use a branch, a tag, HEAD or a commit's id")
    }
    guard !revision.utf8.contains(UInt8(ascii: "\n")), !revision.contains("..") else {
      throw GitError(.noSuchRevision, "\(quoted(revision)) is not a revision; use a branch, a tag or a commit's id")
    }
    let header = try await headers(ofNames: ["\(revision)^{commit}"])[0]
    guard let header else { throw try await failure(resolving: revision) }
    return try await commits([header.id])[0]
  }

  package func mergeBase(of first: ObjectID, and second: ObjectID) async throws -> ObjectID? {
    // Looked up first so that an error names the one that is missing.
    try await checkCommits([first, second])
    let answer = try await git.answer(["merge-base", first.hexadecimal, second.hexadecimal])
    if answer.code == 1, answer.errors.isEmpty {
      guard !isShallow else {
        throw GitError(
          .unsupported,
          "\(first.short) and \(second.short) share no history in the shallow clone \(folder), which may be since it "
            + "ends early; run `git fetch --unshallow`")
      }
      return nil
    }
    guard answer.isSuccess, let base = Self.ids(in: answer.output).first else {
      throw failure(answer, doing: "walking the history of")
    }
    return base
  }

  package func commits(
    reachableFrom tips: [ObjectID], hiding hidden: [ObjectID], limit: Int
  ) async throws -> [Commit] {
    try await checkCommits(tips + hidden)
    if tips.isEmpty || limit <= 0 { return [] }
    let names = tips.map(\.hexadecimal) + hidden.map { "^\($0)" }
    let output = try await output(
      ["rev-list", "--date-order", "--max-count=\(limit)", "--stdin"], input: Self.lines(names),
      doing: "walking the history of")
    return try await commits(Self.ids(in: output))
  }

  package func references(startingWith prefix: String) async throws -> [Reference] {
    // A pattern for git only where it means the same to it; the list is narrowed below in any case.
    let isPlain = prefix.hasPrefix("refs/") && prefix.hasSuffix("/") && !prefix.contains { "*?[\\".contains($0) }
    let output = try await output(
      ["for-each-ref", "--format=%(objectname) %(refname)"] + (isPlain ? [prefix] : []),
      doing: "listing the references of")
    let named = String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ", maxSplits: 1)
      return fields.count == 2 && fields[1].hasPrefix(prefix) ? (id: fields[0], name: String(fields[1])) : nil
    }
    let ids = Array(Set(named.map(\.id)))
    let headers = try await headers(ofNames: ids.map { "\($0)^{commit}" })
    let commits = Dictionary(zip(ids, headers)) { $1 }
    return named.map { Reference(name: $0.name, commit: commits[$0.id]??.id) }.sorted { $0.name < $1.name }
  }

  package func checkedOutReference() async throws -> String? {
    let answer = try await git.answer(["symbolic-ref", "--quiet", "HEAD"])
    if answer.code == 1, answer.errors.isEmpty { return nil }
    guard answer.isSuccess else { throw failure(answer, doing: "reading HEAD of") }
    return String(decoding: answer.output, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }

  package func contains(_ id: ObjectID) async throws -> Bool {
    guard id.hexadecimal.utf8.count == nameLength, !id.isZero else { return false }
    return try await headers(of: [id])[id] != nil
  }

  /// The contents of commits, in the order of their names.
  private func commits(_ ids: [ObjectID]) async throws -> [Commit] {
    let headers = try await headers(of: ids)
    var commits: [Commit] = []
    for chunk in Self.chunks(of: ids, size: { headers[$0]?.size ?? 0 }) {
      let contents = try await contents(of: chunk.compactMap { headers[$0] })
      for id in chunk {
        guard let content = contents[id] else { throw absence(of: "commit", id) }
        commits.append(try Commit(id, content: content.get()))
      }
    }
    return commits
  }

  private func failure(resolving revision: String) async throws -> GitError {
    let answer = try await git.answer(["cat-file", "--batch-check"], input: Self.lines([revision]))
    let text = String(decoding: answer.output, as: UTF8.self)
    if text.hasSuffix(" ambiguous\n") {
      return GitError(
        .noSuchRevision, "the revision \(quoted(revision)) is ambiguous in \(folder); give more of its digits")
    }
    if text.hasSuffix(" missing\n") {
      return GitError(
        .noSuchRevision,
        "there is no revision \(quoted(revision)) in \(folder); check the spelling, or run `git fetch`")
    }
    return GitError(.noSuchRevision, "\(quoted(revision)) in \(folder) does not lead to a commit; name a commit")
  }

  private static func ids(in output: [UInt8]) -> [ObjectID] {
    String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { try? ObjectID($0) }
  }
}
