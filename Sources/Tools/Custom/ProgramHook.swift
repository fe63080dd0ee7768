package import AgentKernel
package import JSON
package import Processes
internal import Redaction
package import SourceText
internal import Verification

/// Asks a program of the user's: the event goes in as JSON, and its answer is a JSON object, or nothing, which allows.
package struct ProgramHook: AgentHook {
  /// Runs the program with what it reads.
  package typealias Run = @Sendable (_ input: [UInt8]) async throws -> ProcessResult

  /// Why a program has not judged.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  /// Bytes of an answer, and Unicode scalars of a word in it.
  private static let answerLimit = 64 << 10
  private static let wordLimit = 2000

  package var name: String { definition.name }
  package var point: HookPoint { definition.point }
  package var tools: GlobPattern? { definition.tools }

  private let definition: HookDefinition
  private let runProgram: Run

  /// - Parameters:
  ///   - definition: what the user configured.
  ///   - run: runs its program.
  package init(_ definition: HookDefinition, run: @escaping Run) {
    self.definition = definition
    runProgram = run
  }

  /// The hook, run as its definition says.
  ///
  /// - Parameter user: the user's environment.
  package init(_ definition: HookDefinition, variables user: [String: String]) {
    self.init(definition) { try await definition.program.run(input: $0, in: nil, variables: user) }
  }

  package func judge(_ event: JSONValue) async throws -> HookVerdict {
    let result = try await runProgram(Array((event.serialized() + "\n").utf8))
    guard result.isSuccess else {
      let said = TerminalText.singleLine(result.standardError.text, limit: 300)
      throw Failure(description: "it \(result.termination)" + (said.isEmpty ? "" : ": \(said)"))
    }
    guard result.standardOutput.totalCount <= Self.answerLimit,
      let text = String(validating: result.standardOutput.bytes, as: UTF8.self)
    else { throw Failure(description: "its answer is too long, or is not UTF-8") }
    return try Self.verdict(text)
  }

  /// Reads an answer: whatever is not understood to the last word is none.
  static func verdict(_ text: String) throws -> HookVerdict {
    if text.allSatisfy(\.isWhitespace) { return .allow }
    guard let answer = try? JSONValue.parse(text), let members = answer.object else {
      throw Failure(description: "its answer is no JSON object: \(TerminalText.singleLine(text, limit: 120))")
    }
    if let unknown = members.keys.sorted().first(where: { !["decision", "reason", "note"].contains($0) }) {
      throw Failure(description: "its answer has the unknown member \(TerminalText.singleLine(unknown, limit: 60))")
    }
    let reason = try word("reason", in: members)
    let note = try word("note", in: members)
    switch members["decision"] {
    case "allow"?: return HookVerdict(note: note)
    case "deny"?: return HookVerdict(denial: reason ?? "no reason given", note: note)
    default: throw Failure(description: "its answer has no decision \"allow\" or \"deny\"")
    }
  }

  private static func word(_ name: String, in members: [String: JSONValue]) throws -> String? {
    guard let value = members[name], !value.isNull else { return nil }
    guard let text = value.string else { throw Failure(description: "\(name) in its answer is no text") }
    let shown = TerminalText.singleLine(text, limit: wordLimit)
    return shown.isEmpty ? nil : shown
  }
}
