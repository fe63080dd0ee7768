import Foundation
import JSON
import TestSupport
import Testing

/// Campaigns as their user calls them, with real processes and repositories.
@Suite(.timeLimit(.minutes(5))) struct CampaignTests {
  @Test func `every repository gets its branch, and a table tells it`() async throws {
    let project = try CampaignProject(["alpha", "team/beta"], settings: "concurrency: 2")
    let result = try await project.run("campaign.yml")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.hasPrefix("Campaign tidy: 2 units\n  2 changed\n"), "\(result)")
    #expect(result.errors.contains("\(project.state)/shard-1-of-1.html"))
    for name in ["alpha", "team/beta"] {
      let log = try project.builder.git(
        arguments: ["-C", "\(project.place)/\(name)", "log", "--format=%s", "refactor/tidy"])
      #expect(log.split(separator: "\n") == ["tidy", "first"])
      #expect(try project.builder.git(arguments: ["-C", "\(project.place)/\(name)", "status", "--porcelain"]).isEmpty)
    }
    let page = try String(contentsOfFile: "\(project.state)/shard-1-of-1.html", encoding: .utf8)
    #expect(page.contains("team/beta"))
    #expect(!page.contains("http-equiv=\"refresh\""))
  }

  @Test func `a unit that fails or crashes stops no other, and the exit code tells`() async throws {
    let project = try CampaignProject(["alpha", "crash", "red", "zeta"])
    let result = try await project.run("campaign.yml", "--format", "json", "--quiet")
    #expect(result.exitCode == 7, "\(result)")
    let report = try JSONValue.parse(result.output)
    #expect(report["units"]?.array?.map { $0["state"]?.string } == ["changed", "failed", "failed", "changed"])
    #expect(report["units"]?[1]?["reason"]?.string == "it was ended by signal 11")
    #expect(report["units"]?[2]?["reason"]?.string?.hasSuffix("are red") == true)
    let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../schemas/campaign-report.schema.json")
    #expect(JSONSchema(try JSONValue.parse(String(contentsOf: schema, encoding: .utf8))).violations(in: report).isEmpty)

    let fresh = try await project.run("campaign.yml")
    #expect(fresh.exitCode == 8)
    #expect(fresh.errors.contains("--resume"))
    #expect(try await project.run("campaign.yml", "--resume").exitCode == 7)
    try FileManager.default.moveItem(atPath: "\(project.place)/crash", toPath: "\(project.place)/cash")
    let again = try await project.run("campaign.yml", "--retry-failed")
    #expect(again.exitCode == 7)
    #expect(again.output.contains("2 failed, 3 changed"), "\(again)")
  }

  @Test func `fail-fast begins nothing after a failure`() async throws {
    let project = try CampaignProject(["alpha", "red", "zeta"])
    let result = try await project.run("campaign.yml", "--fail-fast")
    #expect(result.exitCode == 7)
    #expect(result.output.contains("1 failed, 1 changed, 1 pending"), "\(result)")
  }

  @Test func `a check changes nothing, and its exit code tells`() async throws {
    let project = try CampaignProject(["alpha", "beta"])
    let result = try await project.run("campaign.yml", "--check")
    #expect(result.exitCode == 1, "\(result)")
    #expect(result.output.contains("2 would change"))
    #expect(try project.builder.git(arguments: ["-C", "\(project.place)/alpha", "branch"]) == "* main")
    // A check is no part of the campaign's own journal.
    #expect(try await project.run("campaign.yml").exitCode == 0)
  }

  @Test func `a dry run tells units, commands and the whole difference, and does nothing`() async throws {
    let project = try CampaignProject(["alpha", "beta"], settings: "concurrency: 2")
    let result = try await project.run("campaign.yml", "--dry-run")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.output.components(separatedBy: "--- a/file.txt\n+++ b/file.txt\n-text\n+tidy\n").count == 3)
    #expect(result.output.contains("repository:alpha\n  refactor run --format json"))
    let plan = try JSONValue.parse(try await project.run("campaign.yml", "--dry-run", "--format", "json").output)
    #expect(plan["units"]?.array?.map { $0["unit"]?.string } == ["repository:alpha", "repository:beta"])
    #expect(plan["units"]?[1]?["difference"]?.string?.contains("+tidy") == true)
    let red = try CampaignProject(["alpha", "red"])
    let partial = try await red.run("campaign.yml", "--dry-run")
    #expect(partial.exitCode == 7 && partial.output.contains("cannot be told: the tests of"), "\(partial)")
    #expect(!FileManager.default.fileExists(atPath: project.state))
  }

  @Test func `a campaign of real runs is shown, checked, carried out, and what it left is tried again`() async throws {
    let recipe = "{recipe: replace-text, parameters: {old: text, new: words}, options: [--gates, parse]}"
    let project = try CampaignProject(["alpha", "beta"], run: recipe)
    func git(_ name: String, _ words: String...) throws -> String {
      try project.builder.git(arguments: ["-C", "\(project.place)/\(name)"] + words)
    }
    let plan = try await project.runForReal("campaign.yml", "--dry-run")
    #expect(plan.exitCode == 0 && plan.output.contains("-text of beta\n+words of beta\n"), "\(plan)")
    #expect(try await project.runForReal("campaign.yml", "--check").exitCode == 1)
    #expect(try git("alpha", "branch", "--list") == "* main")
    // Somebody holds the branch of one of them.
    try project.builder.git(arguments: ["-C", "\(project.place)/beta", "branch", "refactor/tidy"])
    let first = try await project.runForReal("campaign.yml")
    #expect(first.exitCode == 7 && first.output.contains("1 failed, 1 changed"), "\(first)")
    #expect(try git("alpha", "show", "refactor/tidy:file.txt") == "words of alpha")
    _ = try git("beta", "branch", "--delete", "refactor/tidy")
    let second = try await project.runForReal("campaign.yml", "--retry-failed")
    #expect(second.exitCode == 0 && second.output.contains("2 changed"), "\(second)")
    #expect(try git("beta", "show", "refactor/tidy:file.txt") == "words of beta")
    #expect(try git("beta", "status", "--porcelain").isEmpty)
  }

  @Test func `shards together do everything once, and their journals make one report`() async throws {
    let names = (0..<9).map { "unit\($0)" }
    let project = try CampaignProject(names)
    for index in [1, 3] {
      let result = try await project.run("campaign.yml", "--shard", "\(index)/3")
      #expect(result.exitCode == 0 || result.errors.contains("no units"), "\(result)")
    }
    let early = try await project.run("merge", project.state, hasState: false)
    #expect(early.exitCode == 7)
    #expect(early.output.contains("missing shard: shard 2/3"), "\(early)")
    #expect(try await project.run("campaign.yml", "--shard", "2/3").exitCode == 0)
    let result = try await project.run("merge", project.state, "--format", "json", hasState: false)
    #expect(result.exitCode == 0, "\(result)")
    let report = try JSONValue.parse(result.output)
    #expect(report["counts"]?["changed"]?.integer == 9)
    #expect(report["findings"]?.array?.isEmpty == true)
    let children = try String(contentsOfFile: "\(project.place)/children", encoding: .utf8)
    #expect(children.split(separator: "\n").count == 9)
  }

  @Test func `a campaign that runs can be looked at, and not be run beside`() async throws {
    let project = try CampaignProject(["alpha", "wait"], settings: "concurrency: 2")
    let running = try project.start(["campaign.yml"])
    try await project.waitForJournal(lines: 8)
    let status = try await project.run("campaign.yml", "--status")
    #expect(status.exitCode == 0)
    #expect(status.output.contains("1 running, 1 changed"), "\(status)")
    #expect(status.output.contains("still running"))
    let second = try await project.run("campaign.yml", "--resume")
    #expect(second.exitCode == 8)
    #expect(second.errors.contains("another run works on this shard"))
    try "".write(toFile: "\(project.place)/go", atomically: true, encoding: .utf8)
    #expect(await running.result().exitCode == 0)
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func `a signal ends the children too, and the campaign goes on later`(signal: Int32, code: Int32) async throws {
    let project = try CampaignProject(["alpha", "wait1", "wait2"], settings: "concurrency: 3")
    let running = try project.start(["campaign.yml"])
    try await project.waitForJournal(lines: 11)
    running.send(signal: signal)
    let result = await running.result()
    #expect(result.exitCode == code, "\(result)")
    #expect(result.errors.contains("--resume"))
    let children = try String(contentsOfFile: "\(project.place)/children", encoding: .utf8)
    for child in children.split(separator: "\n").compactMap({ Int32($0) }) { #expect(kill(child, 0) != 0) }
    let journal = try String(contentsOfFile: project.journal, encoding: .utf8)
    #expect(journal.components(separatedBy: "\"record\":\"interrupted\"").count == 3)
    try "".write(toFile: "\(project.place)/go", atomically: true, encoding: .utf8)
    let resumed = try await project.run("campaign.yml", "--resume")
    #expect(resumed.exitCode == 0, "\(resumed)")
    #expect(resumed.output.contains("3 changed"))
  }

  /// After so many lines of the journal, of about 38.
  @Test(arguments: Sweep.isFull ? Array(1...38) : [1, 9, 12, 20, 29])
  func `killed at any point and resumed, a campaign comes to the same end`(lines: Int) async throws {
    let names = (0..<8).map { "unit\($0)" } + ["red"]
    let whole = try CampaignProject(names, settings: "concurrency: 2")
    #expect(try await whole.run("campaign.yml").exitCode == 7)

    let project = try CampaignProject(names, settings: "concurrency: 2")
    let running = try project.start(["campaign.yml"])
    try await project.waitForJournal(lines: lines)
    running.send(signal: SIGKILL)
    _ = await running.result()
    let resumed = try await project.run("campaign.yml", "--resume")
    #expect(resumed.exitCode == 7, "\(resumed)")
    let text = try await project.outcome().serialized().replacing(project.place, with: whole.place)
    #expect(try await whole.outcome().serialized() == text)
    for name in names where name != "red" {
      let folders = [project, whole].map { "\($0.place)/\(name)" }
      let trees = try folders.map {
        try project.builder.git(arguments: ["-C", $0, "rev-parse", "refactor/tidy^{tree}", "main^{tree}"])
      }
      #expect(trees[0] == trees[1])
      #expect(
        try project.builder.git(arguments: ["-C", folders[0], "rev-list", "--count", "main..refactor/tidy"]) == "1")
      #expect(try project.builder.git(arguments: ["-C", folders[0], "status", "--porcelain"]).isEmpty)
    }
  }

  @Test(
    arguments: [
      (["nowhere.yml"], 2, "nowhere.yml"), (["campaign.yml", "--shard", "4/3"], 2, "shards are counted"),
      (["campaign.yml", "--shard", "env"], 2, "JOB_COMPLETION_INDEX"),
      (["campaign.yml", "--status"], 8, "no run of this shard"),
      (["campaign.yml", "--resume", "--restart"], 2, "exclude"),
      (["campaign.yml", "--concurrency", "0"], 2, "1 to 256"), (["campaign.yml", "--retries", "11"], 2, "0 to 10"),
      (["campaign.yml", "--state", "/proc/none"], 3, "--state"),
      (["merge", "nowhere.jsonl"], 3, "nowhere.jsonl"), (["merge", "."], 8, "no journal"), (["merge"], 2, "journal"),
    ] as [([String], Int32, String)])
  func `what cannot begin is told in a line, with its exit code`(
    arguments: [String], code: Int32, word: String
  ) async throws {
    let project = try CampaignProject(["alpha"])
    let result = try await project.start(
      arguments, hasState: !arguments.contains("--state") && arguments[0] != "merge"
    ).result()
    #expect(result.exitCode == code, "\(result)")
    #expect(result.errors.contains(word), "\(result)")
    #expect(result.output.isEmpty)
  }
}
