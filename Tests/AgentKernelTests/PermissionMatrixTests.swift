import AgentDefinitions
import AgentKernel
import Testing

/// Every cell of the matrix, attended and not, and every ceiling.
struct PermissionMatrixTests {
  /// The table of the specification, as text: a row for each risk, a column for each mode.
  private static let table = """
    risk      auto  enabled prompt disabled reject
    safe      allow allow   allow  allow    deny
    moderate  allow allow   ask    ask      deny
    dangerous allow ask     ask    ask      deny
    critical  allow ask     ask    ask      deny
    """

  private static let cells: [(PermissionMode, Risk, PermissionVerdict)] = {
    let rows = table.split(separator: "\n").map { $0.split(separator: " ") }
    return rows.dropFirst().flatMap { row in
      zip(rows[0], row).dropFirst().compactMap { mode, verdict in
        guard let mode = PermissionMode(rawValue: String(mode)), let risk = Risk(rawValue: String(row[0])),
          let verdict = PermissionVerdict(rawValue: String(verdict))
        else { return nil }
        return (mode, risk, verdict)
      }
    }
  }()

  @Test func `the table has a cell for each pair`() {
    #expect(Self.cells.count == PermissionMode.allCases.count * Risk.allCases.count)
    #expect(Self.cells.count == 20)
  }

  @Test(arguments: cells) func `attended, a cell is the verdict`(
    mode: PermissionMode, risk: Risk, verdict: PermissionVerdict
  ) {
    let policy = PermissionPolicy(mode: mode, ceiling: .critical, isAttended: true)
    let decision = policy.decide(CallFacts(tool: "t", risk: risk))
    #expect(decision == PermissionDecision(verdict, by: .matrix(mode, risk)))
  }

  @Test(arguments: cells) func `unattended, what would be asked is denied`(
    mode: PermissionMode, risk: Risk, verdict: PermissionVerdict
  ) {
    let decision = PermissionPolicy(mode: mode, ceiling: .critical).decide(CallFacts(tool: "t", risk: risk))
    #expect(decision.verdict == (verdict == .ask ? .deny : verdict))
    let cell = PermissionDecision.Deciding.matrix(mode, risk)
    #expect(decision.deciding == (verdict == .ask ? .unattended(cell) : cell))
  }

  @Test(arguments: Risk.allCases, PermissionMode.allCases)
  func `nothing above the ceiling is allowed or asked, in any mode`(ceiling: Risk, mode: PermissionMode) {
    for risk in Risk.allCases where risk > ceiling {
      for isAttended in [true, false] {
        let policy = PermissionPolicy(agent: "a", mode: mode, ceiling: ceiling, isAttended: isAttended)
        let decision = policy.decide(CallFacts(tool: "t", risk: risk))
        #expect(decision == PermissionDecision(.deny, by: .ceiling(ceiling, of: "a", risk: risk)))
      }
    }
  }

  @Test(arguments: [
    ("explore", Risk.safe), ("review", .safe), ("verify", .safe), ("gen-tests", .moderate), ("refactor", .moderate),
  ])
  func `each agent of the suite has its ceiling`(agent: String, ceiling: Risk) throws {
    #expect(PermissionMatrix.ceilings[agent] == ceiling)
    #expect(PermissionMatrix.ceilings.count == 5)
    guard let text = AgentDefinitions.texts[agent] else { return }
    #expect(try AgentDefinition(parsing: text, source: agent).ceiling == ceiling)
  }

  @Test func `a definition may lower its ceiling and not raise it`() throws {
    func definition(_ name: String, _ keys: String) throws -> AgentDefinition {
      try AgentDefinition(parsing: "---\nname: \(name)\n\(keys)---\n", source: "x.md")
    }
    #expect(try definition("gen-tests", "ceiling: safe\n").ceiling == .safe)
    #expect(try definition("gen-tests", "").ceiling == .moderate)
    #expect(try definition("mine", "").ceiling == .safe)
    #expect(try definition("mine", "ceiling: dangerous\n").ceiling == .dangerous)
    for (name, ceiling) in [("review", "moderate"), ("verify", "critical"), ("refactor", "dangerous")] {
      let error = #expect(throws: AgentKernelError.self) { try definition(name, "ceiling: \(ceiling)\n") }
      #expect(error?.code == .invalidDefinition)
      #expect(error?.description.contains("ceiling \(ceiling) is above") == true)
    }
    #expect(throws: AgentKernelError.self) { try definition("mine", "ceiling: high\n") }
    #expect(throws: AgentKernelError.self) { try definition("mine", "permission_mode: yolo\n") }
  }

  @Test(
    arguments: [
      (nil, nil, PermissionMode.prompt), (nil, .auto, .auto), (nil, .reject, .reject), (.enabled, nil, .enabled),
      (.enabled, .auto, .enabled), (.enabled, .prompt, .prompt), (.auto, .enabled, .enabled),
    ] as [(PermissionMode?, PermissionMode?, PermissionMode)])
  func `the user narrows the mode that a definition declares`(
    declared: PermissionMode?, set: PermissionMode?, mode: PermissionMode
  ) throws {
    let key = declared.map { "permission_mode: \($0.rawValue)\n" } ?? ""
    let agent = try AgentDefinition(parsing: "---\nname: a\n\(key)---\n", source: "a.md")
    #expect(PermissionPolicy(of: agent, PermissionSettings(mode: set)).mode == mode)
  }
}
