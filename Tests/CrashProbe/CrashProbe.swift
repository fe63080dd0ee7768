import AgentKernel
import ArgumentParser
import CommandLineSupport
import Dispatch
import JSON
import Models
import TestSupport

/// A program in the frame of the suite, with an agent whose tool does what its argument says: for tests of how programs
/// end.
@main
struct CrashProbe: AsyncParsableCommand {
  /// What happens in the tool.
  enum Deed: String, CaseIterable, ExpressibleByArgument {
    case nothing
    case trap
    case trapInThread
    case nullPointer
    case abort
    case hang
    case hangDeaf
  }

  static let configuration = CommandConfiguration(commandName: "crash-probe")

  @Argument var deed: Deed
  @OptionGroup var events: EventOptions

  static func main() async { await Program.main(Self.self, name: "crash-probe") }

  func run() async throws {
    let provider = ScriptedProvider([
      .content([.toolCall(ToolCall(id: "1", name: "deed", arguments: "{}"))]), .content([.text("done")]),
    ])
    let toolbox = Toolbox([DeedTool(deed: deed)])
    let models = [AgentModel(name: "m", provider: provider)]
    let recording = try RunRecording(
      program: "crash-probe", target: .null, place: "/", in: nil, observe: { EventStream.ofProcess.send($0) })
    let agent = try recording.agent(
      AgentDefinition(parsing: "---\nname: probe\ntools: [deed]\n---\n", source: "probe"), job: "probe", subject: "",
      models: models, toolbox: toolbox, system: [])
    let configuration = AgentConfiguration(
      limits: AgentLimits(), finalTool: nil, notes: .init(missingAnswer: "", cutOff: "", lastTurn: ""))
    let run = await AgentRuntime(
      configuration: configuration, models: models, toolbox: toolbox, maximumOutputTokens: 100
    ).run(task: "do it", system: [], recording: agent)
    if case .interrupted = run.outcome { throw ExitStatus.interrupted }
  }
}

private struct DeedTool: Tool {
  struct Input: Decodable, Sendable {}

  let deed: CrashProbe.Deed
  let name = "deed"
  let description = "Does it."
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput {
    switch deed {
    case .nothing: break
    case .trap: Self.trap()
    case .trapInThread:
      DispatchQueue(label: "other").async { Self.trap() }
      try await Task.sleep(for: .seconds(60))
    case .nullPointer:
      let address = Int(Self.zero)
      UnsafeMutablePointer<Int>(bitPattern: address + 8)?.pointee = 1
    case .abort: precondition(Self.zero != 0, "aborted")
    case .hang: try await Task.sleep(for: .seconds(60))
    case .hangDeaf:
      // Takes no notice of being cancelled.
      await withCheckedContinuation { continuation in
        DispatchQueue(label: "deaf").asyncAfter(deadline: .now() + 60) { continuation.resume() }
      }
    }
    return ToolOutput("done")
  }

  /// Not known when this is compiled.
  private static var zero: UInt8 { UInt8(CommandLine.arguments[0].utf8.first == 0 ? 1 : 0) }

  private static func trap() {
    let numbers = [1, 2, 3]
    print(numbers[Int(zero) + 3])
  }
}
