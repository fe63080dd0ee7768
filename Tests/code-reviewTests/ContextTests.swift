import Foundation
import JSON
import SourceText
import TestSupport
import Testing

/// What a model is told besides the change, as a user of the built program sees it.
@Suite(.timeLimit(.minutes(3))) struct ContextTests {
  private let server: LoopbackServer
  private let project: ReviewedProject

  init() throws {
    server = try LoopbackServer(ScriptedReviewer.reply)
    project = try ReviewedProject(model: server.url)
  }

  /// The body of the first request that a review would send.
  private func payload(_ arguments: String...) async throws -> JSONValue {
    try JSONValue.parse(try await bytes(arguments))
  }

  private func bytes(_ arguments: [String]) async throws -> String {
    let named = arguments.contains("--commit") || arguments.contains("--worktree") ? [] : ["--commit", "HEAD"]
    let result = try await project.program.run(
      named + ["--show-payload"] + arguments, in: project.builder.path, environment: project.environment)
    #expect(result.exitCode == 0, "\(result)")
    let end = try #require(result.output.firstRange(of: "\n\n"))
    return String(result.output[end.upperBound...])
  }

  /// The body without the key that leads a run to its machine: it is no part of what the provider's cache compares.
  private func withoutKey(_ body: String) -> String {
    body.replacing(/"prompt_cache_key":"[0-9a-f]+",/, with: "")
  }

  private func system(_ body: JSONValue) -> [String] { (body["system"]?.array ?? []).compactMap { $0["text"]?.string } }

  // MARK: The order

  @Test(arguments: Dialect.allCases)
  func `two reviews in a project begin with the same bytes, up to what differs`(dialect: Dialect) async throws {
    try project.configure("AGENTS.md", "Answer in short sentences.\n")
    try project.builder.write("AGENTS.md", "Prices are never negative.\n")
    try project.builder.write("src/tax.py", "def vat_rate(country):\n    return 1.19\n")
    try project.builder.commit("Rules")
    _ = try await project.run("memory", "add", "Prices are in cents.")
    try project.commit("src/cart.py", "def total(prices):\n    return sum(prices) * vat_rate('DE')\n")
    let options = ["--protocol", dialect.rawValue]
    let first = try await withoutKey(bytes(options))
    try project.builder.git("checkout", "--quiet", "-b", "other")
    try project.commit("src/cart.py", "def total(prices, country):\n    return sum(prices) * vat_rate(country)\n")
    let second = try await withoutKey(bytes(options))
    #expect(first != second)
    let common = String(decoding: zip(first.utf8, second.utf8).prefix { $0 == $1 }.map(\.0), as: UTF8.self)
    for words in [
      "You review a change", "Answer in short sentences.", "Prices are never negative.", "Prices are in cents.",
      "Where the repository stands",
    ] {
      #expect(common.contains(words), "\(words)")
    }
    #expect(!common.contains("at \(try project.builder.id(of: "HEAD").short)"))
    #expect(second.contains("Branch: other, at "))
    #expect(second.contains("vat_rate(country)"))
  }

  @Test func `the cache ends behind the agent's words, behind what is stable, and behind the message`() async throws {
    try project.configure("AGENTS.md", "Answer in short sentences.\n")
    _ = try await project.run("memory", "add", "Prices are in cents.")
    let body = try await payload()
    let sections = body["system"]?.array ?? []
    #expect(sections.map { $0["cache_control"] != nil } == [true, false, true, false])
    #expect(sections[1]["text"]?.string?.contains("short sentences") == true)
    #expect(sections[2]["text"]?.string?.contains("in cents") == true)
    #expect(sections[3]["text"]?.string?.contains("Branch: main") == true)
  }

  @Test func `the date is the commit's, and files that are not committed are counted where they are reviewed`()
    async throws
  {
    let text = try await system(payload()).joined()
    #expect(text.contains("of 2023-11-"))
    #expect(!text.contains("Not committed"))
    try project.builder.write("src/new.py", "one = 1\n")
    let counted = try await system(payload("--worktree")).joined()
    #expect(counted.contains("Not committed: 0 files staged, 1 files not staged"))
  }

  // MARK: The user's own instructions

  @Test func `the user's own instructions that cannot be read are an error, and no silence`() async throws {
    try FileManager.default.createDirectory(
      atPath: "\(project.builder.home)/.config/fulcrum/AGENTS.md", withIntermediateDirectories: true)
    let result = try await project.review()
    #expect(result.exitCode == 2)
    #expect(result.errors.contains("AGENTS.md"))
    #expect(server.acceptedConnections == 0)
  }

  // MARK: The map

  @Test func `the map is made of the code around the change, within its budget, and can be turned off`() async throws {
    try project.builder.write("src/tax.py", "def vat_rate(country):\n    return 1.19\n")
    try project.builder.write("shop/pay.py", "from cart import total\n\n\ndef pay(order):\n    return total(order)\n")
    try project.builder.commit("Tax")
    try project.commit("src/cart.py", "def total(prices, country):\n    return sum(prices) * vat_rate(country)\n")
    let text = try #require(try await system(payload()).last)
    #expect(text.contains("src/tax.py\n  1 def vat_rate(country)"))
    #expect(text.contains("total: shop/pay.py 2"))
    for arguments in [["--repository-map", "off"], ["--repository-map", "0"], ["--context-tokens", "8192"]] {
      #expect(!(try await bytes(arguments)).contains("vat_rate(country):\\n"))
      #expect(!(try await bytes(arguments)).contains("Declared elsewhere"))
    }
    try project.configure("config.yml", "repository_map: 10\n")
    #expect(try await bytes([]).contains("Declared elsewhere") == false, "a budget that holds nothing")
    try project.configure("config.yml", "repository_map: no\n")
    #expect(try await project.review("--show-payload").exitCode == 2)
  }

  @Test func `a project may have a smaller map, not a larger one`() async throws {
    try project.builder.write(".fulcrum.yml", "repository_map: off\n")
    try project.builder.write("src/tax.py", "def vat_rate(country):\n    return 1.19\n")
    try project.builder.commit("Tax")
    try project.commit("src/cart.py", "def total(prices):\n    return vat_rate(prices)\n")
    #expect(try await bytes([]).contains("Declared elsewhere") == false)
    #expect(try await bytes(["--repository-map", "1024"]).contains("Declared elsewhere"))
  }

  @Test func `system and tools of a first request have at most 12 kB`() async throws {
    try project.configure("AGENTS.md", "Answer in short sentences.\n")
    let body = try await payload()
    let size = (body["system"]?.serialized().utf8.count ?? 0) + (body["tools"]?.serialized().utf8.count ?? 0)
    #expect(size <= 12_000)
  }

  // MARK: Record and replay

  @Test func `a replay is the same on another day, branch and machine`() async throws {
    try project.configure("AGENTS.md", "Answer in short sentences.\n")
    try project.builder.write("src/tax.py", "def vat_rate(country):\n    return 1.19\n")
    let base = try project.builder.commit("Tax").hexadecimal
    let head = try project.commit(
      "src/cart.py",
      """
      def total(prices):
          result = 0
          for index in range(1, len(prices)):
              result += prices[index] * vat_rate('DE')
          return result

      """)
    _ = try await project.run("memory", "add", "Prices are in cents.")
    let folder = project.builder.sibling("recording")
    func review(_ arguments: String...) async throws -> ProgramResult {
      try await project.program.run(
        ["--range", "\(base)..\(head)", "--format", "json"] + arguments, in: project.builder.path,
        environment: project.environment)
    }
    let recorded = try await review("--record", folder)
    #expect(recorded.exitCode == 0, "\(recorded)")
    let sent = server.requests.count
    #expect(String(decoding: try #require(server.requests.first).body, as: UTF8.self).contains("vat_rate(country)"))

    try project.configure("AGENTS.md", "Something else.\n")
    try project.configure("config.yml", "repository_map: off\nmemory: off\n")
    try project.builder.git("checkout", "--quiet", "-b", "elsewhere", base)
    try project.commit("src/more.py", "more = 1\n")
    let replayed = try await review("--replay", folder)
    #expect(replayed.exitCode == 0, "\(replayed)")
    #expect(server.requests.count == sent)
    let findings = try (JSONValue.parse(recorded.output), JSONValue.parse(replayed.output))
    #expect(findings.0["findings"] == findings.1["findings"])
    #expect(findings.1["complete"] == true, "\(replayed)")
    let file = "\(folder)/briefs.json"
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    try Data("[".utf8).write(to: URL(filePath: file))
    #expect(try await review("--replay", folder).exitCode == 2)
  }

  // MARK: Versions

  @Test func `report and doctor name the definitions by their content`() async throws {
    let report = try JSONValue.parse(try await project.review("--format", "json").output)
    let versions = report["agents"]?.array?.compactMap { $0["version"]?.string } ?? []
    #expect(report["agents"]?.array?.compactMap { $0["name"]?.string } == ["review", "verify"])
    #expect(versions.allSatisfy { $0.count == 12 } && Set(versions).count == 2)
    let doctor = try await project.run("doctor")
    #expect(doctor.output.contains("review \(versions[0]), built in"), "\(doctor)")
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let text = try String(contentsOf: root.appending(path: "agents/review.md"), encoding: .utf8)
    try project.configure("agents/review.md", text + "\n")
    try project.configure("AGENTS.md", "Short.\n")
    let changed = try await project.run("doctor").output
    #expect(changed.contains(", your own"))
    #expect(!changed.contains(versions[0]))
    #expect(changed.contains("fulcrum/AGENTS.md"))
    let alone = try JSONValue.parse(try await project.review("--format", "json", "--no-model").output)
    #expect(alone["agents"] == [])
  }
}
