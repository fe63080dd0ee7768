import AgentKernel
import TestSupport
import Testing

struct PermissionPolicyTests {
  private func deny(_ tool: String, _ path: String) throws -> PermissionRule {
    try PermissionRule(.deny, tool: tool, paths: [path], tools: PermissionRuleTests.tools, source: "config.yml:3")
  }

  @Test func `the strictest of the rules and the matrix decides, and is named`() throws {
    let allow = try PermissionRule(.allow, tool: "*", tools: PermissionRuleTests.tools)
    let ask = try PermissionRule(.ask, tool: "write_file", tools: PermissionRuleTests.tools)
    let policy = PermissionPolicy(
      mode: .enabled, ceiling: .moderate, rules: [allow, ask, try deny("*", "Gen/**")], isAttended: true)
    func decide(_ tool: String, _ path: String) -> PermissionDecision {
      policy.decide(CallFacts(tool: tool, risk: .moderate, subject: CallSubject(paths: [path])))
    }
    #expect(decide("write_file", "Gen/a").deciding == .rule(3, "deny * on Gen/**; config.yml:3"))
    #expect(decide("write_file", "Gen/a").verdict == .deny)
    #expect(decide("write_file", "a") == PermissionDecision(.ask, by: .rule(2, "ask write_file")))
    #expect(decide("run_command", "a") == PermissionDecision(.allow, by: .rule(1, "allow *")))
  }

  @Test func `an allow rule loosens neither the matrix nor a ceiling; auto lifts the question and not the ceiling`()
    throws
  {
    let allow = try PermissionRule(.allow, tool: "*", tools: PermissionRuleTests.tools)
    var policy = PermissionPolicy(agent: "a", mode: .prompt, ceiling: .moderate, rules: [allow], isAttended: true)
    #expect(policy.decide(CallFacts(tool: "write_file", risk: .moderate)).verdict == .ask)
    policy.mode = .auto
    #expect(policy.decide(CallFacts(tool: "write_file", risk: .moderate)).verdict == .allow)
    #expect(policy.decide(CallFacts(tool: "write_file", risk: .dangerous)).verdict == .deny)
    policy.mode = .reject
    #expect(policy.decide(CallFacts(tool: "read_file", risk: .safe)).verdict == .deny)
  }

  @Test(arguments: [
    ("../a", "has the component `..`"), ("/etc/passwd", "is absolute"), ("a\0b", "holds a NUL byte"), ("", "is empty"),
    (".GIT/config", "reaches git's own folder"), ("git~1/x", "reaches git's own folder"),
    (".g\u{200C}it/x", "reaches git's own folder"), ("a/./b", "has the component `.`"),
    (String(repeating: "x", count: 5000), "more than 4096 bytes"),
  ])
  func `a path in doubt is denied, in every mode and at every ceiling`(path: String, reason: String) {
    let facts = CallFacts(tool: "read_file", risk: .safe, subject: CallSubject(paths: ["good", path]))
    for mode in PermissionMode.allCases {
      let decision = PermissionPolicy(mode: mode, ceiling: .critical, isAttended: true).decide(facts)
      #expect(decision.verdict == .deny)
      #expect(decision.reason.contains(reason))
    }
  }

  @Test(arguments: ["Generated/x", "./Generated/x", "Generated//x", "Generated/./x", "././Generated/x/", "GENERATED/x"])
  func `no spelling of a path gets a command past a rule`(argument: String) throws {
    let deny = try PermissionRule(.deny, tool: "*", paths: ["/Generated/**"], tools: PermissionRuleTests.tools)
    let policy = PermissionPolicy(mode: .auto, ceiling: .critical, rules: [deny])
    func decide(_ argument: String) -> PermissionVerdict {
      policy.decide(
        CallFacts(tool: "run_command", risk: .moderate, subject: CallSubject(running: ["test", "a", argument]))
      ).verdict
    }
    #expect(decide(argument) == .deny)
    #expect(decide("Sources/" + argument) == .allow)
  }

  @Test func `a person who was asked may say no`() {
    let decision = PermissionDecision(.deny, by: .declined(.matrix(.prompt, .moderate)))
    #expect(
      decision.reason
        == "the mode prompt, for a call that is moderate, wants a person asked, and the person said no")
  }

  /// Against a slow reference that knows only the definition, on random rules and calls.
  @Test(arguments: Sweep.seeds(sample: 200, full: 5_000))
  func `adding a rule never permits anything, and the decision is that of the definition`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var policy = PermissionPolicy(
      mode: PermissionMode.allCases.randomElement(using: &random) ?? .prompt,
      ceiling: Risk.allCases.randomElement(using: &random) ?? .safe, isAttended: Bool.random(using: &random))
    var simple: [SimpleRule] = []
    let calls = (0..<30).map { _ in SimpleRule.anyCall(using: &random) }
    for _ in 0..<8 {
      let before = calls.map { policy.decide($0).verdict }
      let rule = SimpleRule(using: &random)
      simple.append(rule)
      policy.rules.append(try rule.real)
      for (call, earlier) in zip(calls, before) {
        let now = policy.decide(call).verdict
        #expect(now >= earlier, "\(rule) loosened \(call)")
        #expect(now == SimpleRule.verdict(simple, policy, call), "\(simple) on \(call)")
      }
    }
  }
}

/// A rule as people say it: a tool or any, a folder or any, a command or any.
private struct SimpleRule {
  private static let tools = PermissionRuleTests.tools
  private static let folders = ["a", "a/b", "A", "c"]
  private static let paths = ["a/x", "a/b/x", "A/x", "c", "c/x", "ab/x", "d/x", "../a", "/c"]

  let verdict: PermissionVerdict
  let tool: String?
  let folder: String?
  let command: String?

  init(using random: inout SeededGenerator) {
    verdict = PermissionVerdict.allCases.randomElement(using: &random) ?? .deny
    tool = Bool.random(using: &random) ? Self.tools.randomElement(using: &random) : nil
    folder = Bool.random(using: &random) ? Self.folders.randomElement(using: &random) : nil
    command = Int.random(in: 0..<4, using: &random) == 0 ? "test" : nil
  }

  var real: PermissionRule {
    get throws {
      try PermissionRule(
        verdict, tool: tool ?? "*", paths: folder.map { ["/" + $0 + "/**"] } ?? [], command: command,
        tools: Self.tools)
    }
  }

  static func anyCall(using random: inout SeededGenerator) -> CallFacts {
    var subject = CallSubject()
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      if let path = paths.randomElement(using: &random) { subject.paths.append(path) }
    }
    if Bool.random(using: &random) { subject.command = [Bool.random(using: &random) ? "test" : "build"] }
    return CallFacts(
      tool: tools.randomElement(using: &random) ?? "grep", risk: Risk.allCases.randomElement(using: &random) ?? .safe,
      subject: subject)
  }

  private func applies(to call: CallFacts) -> Bool {
    if let tool, tool != call.tool { return false }
    if let command, call.subject.command?.first != command { return false }
    guard let folder else { return true }
    func lies(_ path: String) -> Bool {
      verdict == .allow ? path.hasPrefix(folder + "/") : path.lowercased().hasPrefix(folder.lowercased() + "/")
    }
    let hits = call.subject.paths.map(lies)
    return verdict == .allow ? !hits.isEmpty && hits.allSatisfy { $0 } : hits.contains(true)
  }

  static func verdict(_ rules: [SimpleRule], _ policy: PermissionPolicy, _ call: CallFacts) -> PermissionVerdict {
    if call.subject.paths.contains(where: { $0.hasPrefix("/") || $0.contains("..") }) { return .deny }
    if call.risk > policy.ceiling { return .deny }
    var strictest = PermissionMatrix.verdict(for: call.risk, in: policy.mode)
    for rule in rules where rule.applies(to: call) && rule.verdict > strictest { strictest = rule.verdict }
    return strictest == .ask && !policy.isAttended ? .deny : strictest
  }
}
