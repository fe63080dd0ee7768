internal import AgentKernel
internal import JSON
internal import Models
internal import ProjectContext
internal import Tools

/// How a first message is made to fit a small window: fewer tools, shorter instructions, less of the diff.
///
/// What the first model takes counts; one that is asked when it fails may have another window.
extension ReviewModel {
  /// Bytes of text that make a token, about: prose and code have 3 to 4, lines full of numbers little more than 2.
  private static let bytesPerToken = 3

  /// Tokens of the first model's window; nil when that is not known.
  var window: Int? { models.first?.contextTokens }

  /// The tools of an agent: as many of those that its definition lists as find place in a sixth of the window, the first
  /// ones first, and always the one that ends its run.
  ///
  /// - Parameters:
  ///   - agent: the agent.
  ///   - tools: what there is to choose from.
  ///   - more: tools that the user's settings add, behind those of the definition.
  ///   - policy: what it may do, so that it is offered nothing that is always denied; nil for its definition's.
  func toolbox(
    of agent: AgentDefinition, choosing tools: [any Tool], adding more: [any Tool] = [],
    under policy: PermissionPolicy? = nil
  ) throws -> Toolbox {
    let names = agent.tools.filter { $0 != SubAgentTool.name || !subAgents.isEmpty }
    // Whoever configures language servers wants them asked; no definition can count on them.
    let servers = tools.map(\.name).filter { LanguageServerTools.names.contains($0) && !names.contains($0) }
    let added = extensions.tools(under: policy ?? PermissionPolicy(of: agent, permissions))
    // What can say more than a result takes comes with the tool that pages through it.
    let paging = added.isEmpty || names.contains("read_output") ? [] : ["read_output"]
    let all = Toolbox(try Toolbox(tools).selecting(names + servers + paging).tools + more + added)
    guard let window else { return all }
    var left = window / 6 * Self.bytesPerToken
    if let final = agent.finalTool.flatMap({ all[$0] }) { left -= final.specification.size }
    var isFull = false
    return Toolbox(
      all.tools.filter { tool in
        if tool.name == agent.finalTool { return true }
        left -= tool.specification.size
        isFull = isFull || left < 0
        return !isFull
      })
  }

  /// Bytes that the project's instructions may have.
  var instructionLimit: Int {
    window.map { min(InstructionFiles.sizeLimit, $0 / 8 * Self.bytesPerToken) } ?? InstructionFiles.sizeLimit
  }

  /// Bytes that the notes about the repository may have.
  var memoryLimit: Int { window.map { min(Self.mostMemory, $0 / 32 * Self.bytesPerToken) } ?? Self.mostMemory }

  /// All notes with who wrote them, and some to spare.
  private static let mostMemory = 8 << 10

  /// Tokens that the repository map may have; 0 where a window is so small that it would hold little.
  ///
  /// - Parameter wanted: what the user set.
  func mapTokens(_ wanted: Int) -> Int {
    guard let window else { return wanted }
    return window < 16_384 ? 0 : min(wanted, window / 32)
  }

  /// Bytes of diff that a first message may hold: half of what the window has left, the rest is for reading on, and for
  /// diffs that make more tokens than most.
  ///
  /// - Parameters:
  ///   - most: the limit where the window is large enough or not known.
  ///   - agent: whose message it is.
  ///   - toolbox: its tools.
  ///   - texts: all that the first request holds besides.
  func diffLimit(_ most: Int, for agent: AgentDefinition, toolbox: Toolbox, besides texts: [String]) -> Int {
    guard let window else { return most }
    let tokens = window - outputTokens(of: agent) - (limits.thinkingTokens ?? 0)
    let fixed = texts.reduce(0) { $0 + $1.utf8.count } + toolbox.specifications.reduce(0) { $0 + $1.size }
    return max(0, min(most, (tokens * Self.bytesPerToken - fixed) / 2))
  }
}

extension ToolSpecification {
  /// Bytes that it takes in a request, about.
  fileprivate var size: Int { name.utf8.count + description.utf8.count + inputSchema.value.serialized().utf8.count }
}
