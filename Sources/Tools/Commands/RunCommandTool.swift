package import AgentKernel
internal import Editing
package import JSON
internal import Processes
internal import SourceText
package import Verification

/// Runs a command that the user configured, by its name, in the sandbox.
///
/// A model can name neither a program nor an option: what it adds are paths and names of tests, which never begin with a
/// dash and so need no `--` before them. They go behind the configured words.
package struct RunCommandTool: Tool {
  package struct Input: Decodable, Sendable {
    var command: String
    var arguments: [String]?
  }

  /// Runs a command with arguments in the work area.
  package typealias Run = @Sendable (_ name: String, _ arguments: [String]) async throws -> CommandResult

  package let name = "run_command"

  package var description: String {
    """
    Runs one of the project's commands: \(names.joined(separator: ", ")). There is no shell, no network and no other \
    program. `arguments` are paths or names of tests, for commands that take them.
    """
  }

  package var inputSchema: JSONSchema {
    JSONSchema([
      "type": "object",
      "properties": [
        "command": names.isEmpty
          ? ["type": "string"] : ["type": "string", "enum": .array(names.map { JSONValue($0) })],
        "arguments": [
          "type": "array", "maxItems": .integer(Int64(CommandArguments.countLimit)),
          "items": ["type": "string", "minLength": 1, "maxLength": .integer(Int64(CommandArguments.sizeLimit))],
        ],
      ],
      "required": ["command"],
      "additionalProperties": false,
    ])
  }

  private let files: any WorkFiles
  private let names: [String]
  private let runCommand: Run

  /// - Parameters:
  ///   - files: the work area, which the command may change.
  ///   - names: the commands' names, at least one.
  ///   - run: runs one of them, confined.
  package init(_ files: any WorkFiles, names: [String], run: @escaping Run) {
    self.files = files
    self.names = names
    runCommand = run
  }

  /// The tool for a work area and what the user configured; nil when nothing is configured.
  package init?(_ folder: WorkFolder, _ runner: CommandRunner) {
    guard !runner.names.isEmpty else { return nil }
    self.init(folder, names: runner.names) { name, arguments in
      try await runner.run(name, arguments: arguments, in: folder.root.path)
    }
  }

  package func risk(of input: Input) -> Risk { .moderate }

  package func subject(of input: Input) -> CallSubject {
    CallSubject(running: [input.command] + (input.arguments ?? []))
  }

  package func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .everything, writes: .everything) }

  package func run(_ input: Input) async throws -> ToolOutput {
    do {
      let (result, changed) = try await files.watching {
        try await runCommand(input.command, input.arguments ?? [])
      }
      return CommandReport(result, changed: changed.map(\.string)).toolOutput
    } catch let error as VerificationError {
      throw ToolError("\(error)")
    }
  }
}
