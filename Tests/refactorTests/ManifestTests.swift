import Foundation
import TestSupport
import Testing
import Yams

/// The manifests in docs/deploy, as far as they can be looked at without the schedulers that read them.
struct ManifestTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/deploy")

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private static func node(_ name: String) throws -> Node {
    try #require(try Yams.compose(yaml: text(name)))
  }

  @Test func `the Kubernetes job has as many completions as shards`() throws {
    let job = try Self.node("kubernetes.yml")
    #expect(job["apiVersion"]?.string == "batch/v1")
    #expect(job["spec"]?["completionMode"]?.string == "Indexed")
    let container = job["spec"]?["template"]?["spec"]?["containers"]?[0]
    let arguments = container?["args"]?.sequence?.compactMap(\.string) ?? []
    #expect(arguments.contains("env/\(job["spec"]?["completions"]?.int ?? 0)"))
    #expect(arguments.contains("--resume"))
    #expect(container?["name"]?.string == "refactor")
  }

  @Test func `the GitHub matrix has each shard once`() throws {
    let jobs = try #require(try Self.node("github.yml")["jobs"])
    let shards = jobs["shard"]?["strategy"]?["matrix"]?["shard"]?.sequence?.compactMap(\.int) ?? []
    #expect(shards == Array(1...8))
    let runs = jobs["shard"]?["steps"]?.sequence?.compactMap { $0["run"]?.string } ?? []
    #expect(runs.contains { $0.contains("--shard ${{ matrix.shard }}/8 --resume") })
    #expect(jobs["report"]?["needs"]?.string == "shard")
  }

  @Test func `the GitLab jobs take their shard from the environment`() throws {
    let jobs = try Self.node("gitlab.yml")
    #expect(jobs["campaign"]?["parallel"]?.int == 8)
    #expect(jobs["campaign"]?["script"]?[0]?.string?.contains("--shard env --resume") == true)
    #expect(jobs["stages"]?.sequence?.compactMap(\.string) == ["work", "report"])
  }

  @Test(arguments: ["slurm.sh", "parallel.sh"])
  func `the scripts are scripts`(name: String) async throws {
    let result = try await ProgramRunner(path: "/bin/bash").run(
      ["-n", Self.folder.appending(path: name).standardized.path], in: "/", environment: [:])
    #expect(result.exitCode == 0, "\(result)")
    #expect(try Self.text(name).contains("--resume"))
  }

  @Test func `the page describes each`() throws {
    let page = try Self.text("README.md")
    for name in ["kubernetes.yml", "slurm.sh", "github.yml", "gitlab.yml", "parallel.sh"] {
      #expect(page.contains("(\(name))"), "docs/deploy/README.md does not link to \(name)")
    }
  }
}
