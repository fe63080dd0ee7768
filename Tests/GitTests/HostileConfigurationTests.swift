import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

struct HostileConfigurationTests {
  @Test func `nothing that a repository names is run`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    let first = try builder.commit("first")
    try builder.write("a.txt", "two\n")
    try builder.write(".gitattributes", "* diff=evil filter=evil merge=evil\n")
    let second = try builder.commit("second")
    try builder.write("a.txt", "three\n")
    try builder.git("add", "a.txt")

    let marker = builder.sibling("marker")
    let script = builder.sibling("evil")
    try builder.writeScript(script, "#!/bin/sh\necho \"$0 $*\" >> '\(marker)'\ncat\n")
    let hooks = builder.sibling("hooks")
    try FileManager.default.createDirectory(atPath: hooks, withIntermediateDirectories: false)
    for hook in ["post-index-change", "post-checkout", "reference-transaction", "pre-push", "fsmonitor-watchman"] {
      try FileManager.default.copyItem(atPath: script, toPath: "\(hooks)/\(hook)")
    }
    let settings = [
      "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy", "core.alternateRefsCommand",
      "core.askPass", "credential.helper", "diff.external", "diff.evil.command", "diff.evil.textconv",
      "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "merge.evil.driver", "gpg.program",
      "uploadpack.packObjectsHook",
    ]
    for setting in settings { try builder.git("config", setting, script) }
    try builder.git("config", "core.hooksPath", hooks)
    try builder.git("config", "filter.evil.required", "true")

    let repository = try open(builder)
    for snapshot in [Snapshot.commit(second), .index] {
      #expect(try await repository.changes(from: .commit(first), to: snapshot).files.count == 2)
      _ = try await repository.entries(in: snapshot, below: nil)
      let path = try RelativePath("a.txt")
      let entry = try #require(try await repository.entry(at: path, in: snapshot))
      _ = try await repository.blob(entry.id, limit: 100)
    }
    _ = try await repository.commit(named: "HEAD")
    _ = try await repository.mergeBase(of: first, and: second)
    _ = try await repository.commits(reachableFrom: [second], hiding: [first], limit: 10)
    _ = try await repository.references(startingWith: "refs/")
    _ = try await repository.contains(first)
    #expect(try await repository.configuration("core.hooksPath")?.text == hooks)
    #expect(!FileManager.default.fileExists(atPath: marker))

    // The trap works: git itself walks into it.
    _ = try? builder.git("diff", "HEAD")
    #expect(FileManager.default.fileExists(atPath: marker))
  }
}
