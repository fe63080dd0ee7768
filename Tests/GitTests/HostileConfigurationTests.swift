import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

/// A repository whose every setting, hook and attribute names a program.
struct HostileConfigurationTests {
  private static let settings = [
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy", "core.alternateRefsCommand",
    "core.askPass", "credential.helper", "credential.https://example.org.helper", "diff.external", "diff.evil.command",
    "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "merge.evil.driver",
    "gpg.program", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand", "uploadpack.packObjectsHook", "sequence.editor",
    "remote.origin.uploadpack", "remote.origin.receivepack", "remote.origin.proxy", "pager.blame", "pager.rev-list",
    "interactive.diffFilter", "sendemail.sendmailCmd", "difftool.evil.cmd", "mergetool.evil.cmd", "browser.evil.cmd",
    "trailer.evil.command",
  ]

  private let builder: RepositoryBuilder
  private let first: ObjectID
  private let second: ObjectID
  private let marker: String

  init() throws {
    builder = try RepositoryBuilder()
    marker = builder.sibling("marker")
    try builder.write("a.txt", "one\n")
    try builder.write("b.txt", "one\n")
    first = try builder.commit("first")
    try builder.write("a.txt", "two\n")
    try builder.write(".gitattributes", "* diff=evil filter=evil merge=evil\n")
    second = try builder.commit("second")
    try builder.write("a.txt", "three\n")
    try builder.git("add", "a.txt")
    try builder.write("a.txt", "four\n")

    let script = builder.sibling("evil")
    try builder.writeScript(script, "#!/bin/sh\necho \"$0 $*\" >> '\(marker)'\ncat\n")
    let hooks = builder.sibling("hooks")
    try FileManager.default.createDirectory(atPath: hooks, withIntermediateDirectories: false)
    for hook in [
      "post-index-change", "post-checkout", "reference-transaction", "pre-push", "fsmonitor-watchman",
      "query-watchman", "pre-auto-gc", "proc-receive",
    ] {
      try FileManager.default.copyItem(atPath: script, toPath: "\(hooks)/\(hook)")
      try? FileManager.default.copyItem(atPath: script, toPath: "\(builder.path)/.git/hooks/\(hook)")
    }
    // Some in a file that the repository's own configuration includes, since names are looked for everywhere.
    let included = "\(builder.path)/.git/included"
    for (position, setting) in Self.settings.enumerated() {
      try builder.git(arguments: ["config"] + (position % 2 == 0 ? [] : ["--file", included]) + [setting, script])
    }
    try builder.git("config", "--add", "include.path", "included")
    for verb in ["blame", "rev-list", "cat-file", "diff-tree", "diff-files", "ls-files", "ls-tree", "rev-parse"] {
      try builder.git("config", "alias.\(verb)", "!\(script)")
    }
    try builder.git("config", "core.hooksPath", hooks)
    try builder.git("config", "filter.evil.required", "true")
    try builder.git("config", "blame.ignoreRevsFile", "/dev/stdin")
    try builder.git("config", "submodule.recurse", "true")
    try builder.git("config", "submodule.evil.update", "!\(script)")
    try builder.git("config", "protocol.ext.allow", "always")
    try builder.git("config", "protocol.allow", "always")
    try builder.git("config", "remote.origin.url", "ext::\(script) %S")
  }

  @Test(arguments: [false, true], [false, true])
  func `nothing that a repository names is run`(isProgram: Bool, isPartial: Bool) async throws {
    if isPartial {
      try builder.git("config", "remote.origin.promisor", "true")
      try builder.git("config", "extensions.partialClone", "origin")
      try builder.git("config", "core.repositoryformatversion", "1")
    }
    let repository: any Repository = isProgram ? try await openWithProgram(builder) : try open(builder)
    let path = try RelativePath("a.txt")
    for snapshot in [Snapshot.commit(second), .index, .workTree] {
      let change = try await repository.changes(from: .commit(first), to: snapshot)
      #expect(change.files.map(\.path.string) == [".gitattributes", "a.txt"])
      #expect(try await repository.entries(in: snapshot, below: nil).count == 3)
      let entry = try #require(try await repository.entry(at: path, in: snapshot))
      _ = try await repository.blob(entry.id, limit: 100)
      _ = try await repository.changes(from: snapshot, to: .empty)
    }
    _ = try await repository.commit(named: "HEAD")
    _ = try await repository.mergeBase(of: first, and: second)
    _ = try await repository.commits(reachableFrom: [second], hiding: [first], limit: 10)
    _ = try await repository.references(startingWith: "refs/")
    _ = try await repository.contains(first)
    let absent = try ObjectID(String(repeating: "12", count: 20))
    #expect(try await !repository.contains(absent))
    await #expect(throws: GitError.self) { try await repository.blob(absent, limit: 10) }
    await #expect(throws: GitError.self) { try await repository.changes(from: .commit(absent), to: .empty) }
    #expect(try await repository.configuration("core.hooksPath")?.text == builder.sibling("hooks"))
    #expect(try await repository.blame(path, at: second, lines: nil).map(\.commit) == [second])
    #expect(try await repository.blame(RelativePath("b.txt"), at: second, lines: nil).map(\.commit) == [first])
    #expect((try? String(contentsOfFile: marker, encoding: .utf8)) == nil)

    // The trap works: git itself walks into it.
    _ = try? builder.git("diff", "HEAD")
    #expect(FileManager.default.fileExists(atPath: marker))
  }

  @Test(arguments: [WriterKind.library, .program])
  func `nothing that a repository names is run when something is written`(kind: WriterKind) async throws {
    try builder.write(".gitattributes", "* filter=evil diff=evil merge=evil text eol=crlf ident\n")
    let writer = try await kind.open(builder)
    let blob = try await writer.write(blob: Array("two\r\n$Id$\n".utf8))
    #expect(try builder.output(arguments: ["cat-file", "blob", blob.hexadecimal]) == Array("two\r\n$Id$\n".utf8))
    let tree = try await writer.writeTree([TreeChange(RelativePath("a.txt"), .put(blob, .regular))], onto: second)
    let author = Signature(name: "Ada", email: "ada@example.org", time: 1)
    let commit = try await writer.writeCommit(
      CommitContent(tree: tree, parents: [second], author: author, message: "third"))
    try await writer.update(.create("refs/heads/new", at: commit, message: "made"))
    try await writer.update(.move("refs/heads/new", from: commit, to: second, message: "moved"))
    try await writer.update(.create("refs/fulcrum/x", at: commit, message: "kept"))
    #expect(try await writer.privateReferences(startingWith: "refs/fulcrum/").map(\.commit) == [commit])
    try await writer.update(.delete("refs/fulcrum/x", at: commit))
    _ = try await writer.branchesInUse()
    _ = try await writer.patch(from: first, to: commit)
    _ = try await writer.patchSeries(of: [second, commit])
    #expect(!FileManager.default.fileExists(atPath: marker))

    // The trap works: git itself walks into it.
    _ = try? builder.git("update-ref", "refs/heads/new", commit.hexadecimal)
    #expect(FileManager.default.fileExists(atPath: marker))
  }

  @Test func `a work tree that the configuration puts elsewhere is only read`() async throws {
    let elsewhere = builder.sibling("elsewhere")
    try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
    try Data("evil\n".utf8).write(to: URL(filePath: "\(elsewhere)/a.txt"))
    try builder.git("config", "core.worktree", elsewhere)
    let repository = try await openWithProgram(builder)
    #expect(repository.location.workTree == elsewhere)
    #expect(try open(builder).location.workTree == elsewhere)
    _ = try await repository.changes(from: .commit(second), to: .workTree)
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  @Test func `a filter whose name cannot be turned off is refused`() async throws {
    try builder.git("config", "filter.a=b.clean", "evil")
    let error = try await expectGitError(.unsupported) { try await openWithProgram(builder) }
    #expect(error.description.contains("filter.a=b.clean"))
    #expect(!FileManager.default.fileExists(atPath: marker))
  }
}
