package import AgentKernel
package import JSON
package import Processes
internal import Redaction
internal import Verification

/// Runs a tool of the user's own: the arguments go in as JSON, and what the program writes is the result.
///
/// The program answers with a JSON object, `text` and, where it has to refuse, `is_error`; or with any other text, which is
/// taken as it is. One that fails, does not end or writes too much has failed by itself, which its circuit breaker counts.
package struct CustomTool: Tool {
  /// Runs the program with what it reads.
  package typealias Run = @Sendable (_ input: [UInt8]) async throws -> ProcessResult

  /// What the program did wrong; no word of it is worded for the model.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  package var name: String { definition.name }
  package var description: String { definition.description }
  package var inputSchema: JSONSchema { definition.inputSchema }

  private let definition: CustomToolDefinition
  private let runProgram: Run

  /// - Parameters:
  ///   - definition: what the user configured.
  ///   - run: runs its program.
  package init(_ definition: CustomToolDefinition, run: @escaping Run) {
    self.definition = definition
    runProgram = run
  }

  /// The tool, run as its definition says.
  ///
  /// - Parameters:
  ///   - sandbox: what confines it; nil where there is none, and then one that is to be confined does not run.
  ///   - user: the user's environment.
  package init(_ definition: CustomToolDefinition, in sandbox: Sandbox?, variables user: [String: String]) {
    self.init(definition) { try await definition.program.run(input: $0, in: sandbox, variables: user) }
  }

  package func risk(of input: JSONValue) -> Risk { definition.risk }

  package func subject(of input: JSONValue) -> CallSubject { .none }

  /// One that is confined can change nothing that another call sees; of others nothing is known.
  package func effects(of input: JSONValue) -> ToolEffects {
    definition.program.isConfined ? .none : ToolEffects(reads: .everything, writes: .everything)
  }

  package func run(_ input: JSONValue) async throws -> ToolOutput {
    let result = try await runProgram(Array((input.serialized() + "\n").utf8))
    guard result.isSuccess else {
      let said = Self.shown(result.standardError.totalCount > 0 ? result.standardError : result.standardOutput)
      throw Failure(description: "\(name) \(result.termination)" + (said.isEmpty ? "" : ": \(said)"))
    }
    guard result.standardOutput.omittedCount == 0 else {
      throw Failure(description: "\(name) writes more than \(result.standardOutput.bytes.count) bytes")
    }
    guard let text = String(validating: result.standardOutput.bytes, as: UTF8.self) else {
      throw Failure(description: "\(name) answers with bytes that are not UTF-8")
    }
    guard let answer = try? JSONValue.parse(text), let members = answer.object, let words = members["text"]?.string,
      members.keys.allSatisfy({ $0 == "text" || $0 == "is_error" })
    else { return ToolOutput(TerminalText.escaped(text)) }
    if members["is_error"]?.bool == true { throw ToolError(TerminalText.escaped(words)) }
    return ToolOutput(TerminalText.escaped(words))
  }

  /// The end of what a program said, where its reason stands.
  private static func shown(_ output: CapturedOutput) -> String {
    let text = TerminalText.escaped(output.text)
    return text.utf8.count <= 2000 ? text : String(decoding: text.utf8.suffix(2000), as: UTF8.self)
  }
}
