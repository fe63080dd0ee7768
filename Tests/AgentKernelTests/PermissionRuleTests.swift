import AgentKernel
import Testing

struct PermissionRuleTests {
  static let tools = ["read_file", "grep", "write_file", "run_command"]

  private func rule(
    _ verdict: PermissionVerdict, _ tool: String, paths: [String] = [], command: String? = nil,
    matches: [String] = [], rejects: [String] = []
  ) throws -> PermissionRule {
    let rule = try PermissionRule(verdict, tool: tool, paths: paths, command: command, tools: Self.tools)
    try rule.check(PermissionRule.Examples(matches: matches, rejects: rejects), tools: Self.tools)
    return rule
  }

  private func facts(_ tool: String, path: String? = nil, tree: String? = nil, command: [String]? = nil) -> CallFacts {
    CallFacts(
      tool: tool, risk: .moderate,
      subject: CallSubject(paths: path.map { [$0] } ?? [], trees: tree.map { [$0] } ?? [], command: command))
  }

  @Test(
    arguments: [
      ("write_file", [], "write_file", "a", true), ("*_file", [], "read_file", "a", true),
      ("{grep,read_file}", [], "write_file", "a", false), ("*", ["Gen/**"], "write_file", "Gen/a/b.swift", true),
      ("*", ["Gen/**"], "write_file", "gen/A", true), ("*", ["secret/**"], "read_file", "\u{17F}ecret/a", true),
      ("*", ["gen/*.Swift"], "write_file", "Gen/X.SWIFT", true),
      ("*", ["Gen/**"], "write_file", "Generated/a", false), ("*", ["*.pem"], "read_file", "deep/in/key.pem", true),
      ("*", ["/a"], "read_file", "b/a", false), ("*", ["a"], "read_file", "../a", true),
    ] as [(String, [String], String, String, Bool)])
  func `a deny rule matches by tool and path, in either case, and in doubt`(
    tool: String, paths: [String], called: String, path: String, isMatch: Bool
  ) throws {
    #expect(try rule(.deny, tool, paths: paths).matches(facts(called, path: path)) == isMatch)
  }

  @Test(arguments: [
    ("", true), ("secret", true), ("secret/deep", true), ("src", false), ("Secret", true),
  ])
  func `a search matches if something below its folder could`(tree: String, isMatch: Bool) throws {
    #expect(try rule(.deny, "grep", paths: ["secret/**"]).matches(facts("grep", tree: tree)) == isMatch)
    #expect(try rule(.ask, "grep", paths: ["*.key"]).matches(facts("grep", tree: tree)))
  }

  @Test func `an allow rule means the whole call`() throws {
    let allow = try rule(.allow, "*", paths: ["src/**"])
    #expect(allow.matches(facts("read_file", path: "src/a")))
    #expect(!allow.matches(facts("read_file", path: "SRC/a")))
    #expect(allow.matches(facts("grep", tree: "src")) == false)
    #expect(allow.matches(facts("grep", tree: "src/deep")))
    #expect(!allow.matches(facts("grep", tree: "")))
    #expect(!allow.matches(facts("read_file", path: "../src/a")))
    let two = CallFacts(tool: "read_file", risk: .safe, subject: CallSubject(paths: ["src/a", "b"]))
    #expect(!allow.matches(two))
    #expect(try rule(.deny, "*", paths: ["src/**"]).matches(two))
  }

  @Test(
    arguments: [
      ("test", ["test"], true), ("test", ["test", "A"], true), ("test", ["tests"], false),
      ("test Slow*", ["test", "Fast", "SlowTests"], true), ("test Slow*", ["test", "Fast"], false),
      ("test Slow* Other", ["test", "Other", "Slow"], true), ("t?st *", ["test"], false), ("*", ["anything"], true),
      ("test a*b*c", ["test", "aXXbYYc"], true), ("test a*b*c", ["test", "aXXbYY"], false),
    ] as [(String, [String], Bool)])
  func `a command's words match in whatever place`(pattern: String, command: [String], isMatch: Bool) throws {
    let deny = try rule(.deny, "run_command", command: pattern)
    #expect(deny.matches(facts("run_command", command: command)) == isMatch)
    #expect(!deny.matches(facts("run_command")))
  }

  @Test(.timeLimit(.minutes(1))) func `a hostile pattern costs the product of the lengths and no more`() throws {
    let pattern = try CommandPattern(String(repeating: "*a", count: 500) + "b")
    #expect(!pattern.matches([String(repeating: "a", count: 20_000)]))
  }

  @Test func `examples are checked, and an error names rule and example`() throws {
    _ = try rule(
      .deny, "write_file", paths: ["Gen/**"], matches: ["write_file Gen/a b.swift"],
      rejects: ["write_file Sources/a", "read_file Gen/a"])
    _ = try rule(.ask, "run_command", command: "test Slow*", matches: ["run_command test A SlowB"], rejects: [])
    let missed = #expect(throws: AgentKernelError.self) {
      try rule(.deny, "write_file", paths: ["Gen/*.swift"], matches: ["write_file Gen/a/b.swift"])
    }
    #expect(missed?.code == .invalidRule)
    #expect(
      missed?.description
        == "the rule \"deny write_file on Gen/*.swift\" does not match its example \"write_file Gen/a/b.swift\", which it must"
    )
    let caught = #expect(throws: AgentKernelError.self) {
      try rule(.deny, "*", paths: ["**/*.swift"], rejects: ["write_file Gen/a.swift"])
    }
    #expect(caught?.description.hasSuffix("matches its example \"write_file Gen/a.swift\", which it must not") == true)
    #expect(throws: AgentKernelError.self) { try rule(.deny, "*", matches: ["no_such_tool a"]) }
    #expect(throws: AgentKernelError.self) { try rule(.deny, "*", matches: [""]) }
  }

  @Test(
    arguments: [
      ("writefile", [], nil, "can never match: no tool is named writefile"), ("", [], nil, "is empty"),
      ("*", ["[a"], nil, "lacks a closing ]"), ("*", [""], nil, "is empty"),
      ("*", [], " ", "a command's pattern needs"),
    ] as [(String, [String], String?, String)])
  func `a rule that cannot be meant is refused`(tool: String, paths: [String], command: String?, reason: String) {
    let error = #expect(throws: AgentKernelError.self) { try rule(.deny, tool, paths: paths, command: command) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
