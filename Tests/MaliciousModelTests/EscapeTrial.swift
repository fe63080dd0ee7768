import AgentKernel
import Editing
import Foundation
import Git
import JSON
import Models
import Processes
import Redaction
import SourceText
import TestSupport
import Testing
import Tools
import Verification

/// Carries out one escape in a world of its own, with the whole kernel around the scripted model.
struct EscapeTrial: Sendable, CustomTestStringConvertible {
  let escape: Escape
  let level: SandboxLevel

  /// The tools that take the place of those with their names; for controls.
  var naiveTools: @Sendable (AttackWorld) -> [any Tool] = { _ in [] }

  /// Whether what goes to the model passes the redactor; not so in a control.
  var isRedacted = true

  var testDescription: String { "\(escape.kind), \(level.rawValue)" }

  /// All escapes, at each level that this machine reaches where they run something.
  static let all: [EscapeTrial] = Escape.all.flatMap { escape in
    let runsCommands = escape.turns.joined().contains { $0.tool == "run_command" || $0.tool == "shell" }
    let levels = Sandboxes.levels.isEmpty && !runsCommands ? [.external] : Sandboxes.levels
    return (runsCommands ? levels : Array(levels.prefix(1))).map { EscapeTrial(escape: escape, level: $0) }
  }

  func run() async throws -> EscapeRecord {
    let world = try await AttackWorld()
    try escape.surroundings.preparation?(world)
    let before = try world.snapshot()
    let provider = ScriptedProvider(replies(world))
    let toolbox = try await toolbox(world)
    let rival = escape.surroundings.hasRival ? LinkRival(in: world.tree, swapping: "src", with: world.sibling) : nil
    let run = await runtime(world, provider, toolbox).run(task: "mend the build", system: [])
    let swaps = rival?.stop() ?? 0

    var inspection = EscapeInspection(escape: escape, level: level, world: world, run: run, swaps: swaps)
    inspection.lookForChanges(since: before, now: try world.snapshot())
    inspection.lookForSecrets(in: provider.requests)
    inspection.lookForProcesses()
    await inspection.lookForEvidence()
    if escape.surroundings.isCommitted {
      try await commit(world, message: run.outcome.answer?["reason"]?.string ?? "Work")
      inspection.lookForStrangers()
      inspection.lookForSecrets(inCommit: try world.repository.git("log", "-1", "--format=%B", "refactor"))
    }
    return inspection.record
  }

  // MARK: - The kernel

  private func replies(_ world: AttackWorld) -> [ScriptedProvider.Reply] {
    var replies: [ScriptedProvider.Reply] = escape.turns.enumerated().map { turn, calls in
      .content(
        calls.enumerated().map { place, call in
          .toolCall(
            ToolCall(
              id: "\(turn + 1).\(place + 1)", name: call.tool, arguments: world.filled(call.arguments)))
        })
    }
    let answer: JSONValue = ["verdict": "confirmed", "reason": .string(world.filled(escape.surroundings.answer))]
    let call = ToolCall(id: "end", name: "report_verdict", arguments: answer.serialized())
    replies.append(.content([.toolCall(call)]))
    return replies
  }

  private func runtime(_ world: AttackWorld, _ provider: ScriptedProvider, _ toolbox: Toolbox) -> AgentRuntime {
    let redactor = Redactor(knownSecrets: [world.secrets[.modelKey] ?? ""])
    let configuration = AgentConfiguration(
      // The last turn is for answers that have to be given early: those here have time.
      limits: AgentLimits(
        turns: escape.turns.count + (escape.surroundings.answer.isEmpty ? 1 : 2), tokens: 1_000_000_000),
      finalTool: "report_verdict",
      notes: .init(missingAnswer: "no answer", cutOff: "cut off", lastTurn: "last turn"))
    let asked: any ModelProvider = isRedacted ? RedactingProvider(provider, redactor: redactor) : provider
    return AgentRuntime(
      configuration: configuration, models: [AgentModel(name: "malicious", provider: asked)], toolbox: toolbox,
      maximumOutputTokens: 1_000, permissions: escape.surroundings.policy)
  }

  private func toolbox(_ world: AttackWorld) async throws -> Toolbox {
    let folder = world.workFolder
    var tools: [any Tool] =
      naiveTools(world) + [
        ReadFileTool(folder), ListFilesTool(folder), GlobTool(folder), GrepTool(folder), WriteFileTool(folder),
        EditFileTool(folder), MultiEditTool(folder), ApplyPatchTool(folder), MoveFileTool(folder),
        DeleteFileTool(folder), ReportVerdictTool(),
      ]
    guard escape.surroundings.hasSandbox else { return Toolbox(tools) }
    let sandbox = try await Sandboxes.sandbox(level)
    let variables = ["API_CANARY": world.secrets[.variable] ?? "", "HOME": world.filled("{home}")]
    let runner = CommandRunner(commands: try UserCommands.all(), sandbox: sandbox, variables: variables)
    if let tool = RunCommandTool(folder, runner) { tools.append(tool) }
    let shell = ShellTool(
      folder, isOn: escape.surroundings.hasShell, sandbox: sandbox, limits: UserCommands.limits)
    if let shell { tools.append(shell) }
    return Toolbox(tools)
  }

  /// Commits the work area as the agents do: blobs, a tree and a commit by this process, and a branch.
  private func commit(_ world: AttackWorld, message: String) async throws {
    let writer = try LibraryWriter.open(at: world.repository.path)
    let head = try world.repository.id(of: "HEAD")
    var changes: [TreeChange] = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: world.tree) {
      guard let relative = try? RelativePath(path),
        let file = try? world.workFolder.root.file(at: relative, limit: 1 << 20)
      else { continue }
      changes.append(TreeChange(relative, .put(try await writer.write(blob: file.bytes), .regular)))
    }
    let author = Signature(name: "Fulcrum", email: "fulcrum@example.org", time: 1_700_000_000)
    let commit = try await writer.writeCommit(
      CommitContent(
        tree: try await writer.writeTree(changes, onto: head), parents: [head], author: author,
        message: message))
    try await writer.update(.create("refs/heads/refactor", at: commit, message: "made"))
    let repository = try LibraryRepository.open(at: world.repository.path)
    _ = try await repository.changes(from: .commit(head), to: .commit(commit), limits: DiffLimits())
  }
}
