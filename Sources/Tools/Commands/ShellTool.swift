package import AgentKernel
internal import Editing
package import JSON
package import Processes
internal import SourceText

/// Runs a line of shell in the sandbox: for those users only who turn it on.
///
/// Nothing in the line is judged, since every parser of shell lines that decided what is harmless has been got around. It
/// is the sandbox that keeps the line to the work area, so without one there is no shell.
package struct ShellTool: Tool {
  package struct Input: Decodable, Sendable {
    var line: String
  }

  package let name = "shell"

  package let description = """
    Runs a line of POSIX shell in the work area, confined: no network, nothing outside the work area can be written.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": ["line": ["type": "string", "minLength": 1, "maxLength": 8000]],
    "required": ["line"],
    "additionalProperties": false,
  ])

  /// Runs a child, confined.
  package typealias Run = @Sendable (ProcessRequest) async throws -> ProcessResult

  private static let deadline = Duration.seconds(120)

  private let files: any WorkFiles
  private let folder: String
  private let runChild: Run

  /// - Parameters:
  ///   - files: the work area, which the line may change.
  ///   - folder: its absolute path.
  ///   - run: runs a child, confined.
  package init(_ files: any WorkFiles, folder: String, run: @escaping Run) {
    self.files = files
    self.folder = folder
    runChild = run
  }

  /// The tool, if the user has turned it on.
  ///
  /// - Parameters:
  ///   - folder: the work area.
  ///   - isOn: whether the user's configuration says so; a project's cannot.
  ///   - sandbox: what confines the line. One that is merely asserted by the user counts, since it is theirs to assert.
  ///   - limits: what the line may use up.
  package init?(
    _ folder: WorkFolder, isOn: Bool, sandbox: Sandbox, limits: ProcessLimits = ProcessLimits()
  ) {
    guard isOn, sandbox.level != .none else { return nil }
    let path = folder.root.path
    self.init(folder, folder: path) { request in
      try await sandbox.run(request, under: SandboxPolicy(writable: [path], limits: limits))
    }
  }

  package func risk(of input: Input) -> Risk { .dangerous }

  package func subject(of input: Input) -> CallSubject { CallSubject(command: ["sh", input.line]) }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .everything, writes: .everything) }

  package func run(_ input: Input) async throws -> ToolOutput {
    guard !input.line.utf8.contains(0) else { throw ToolError("the line holds a NUL byte") }
    let request = ProcessRequest(
      program: "/bin/sh", arguments: ["-c", input.line], environment: .exactly(["LANG": "C.UTF-8"]), folder: folder,
      output: .captured(limit: 256 << 10), deadline: Self.deadline)
    let (result, changed) = try await files.watching { try await runChild(request) }
    return CommandReport(result, changed: changed.map(\.string)).toolOutput
  }
}
