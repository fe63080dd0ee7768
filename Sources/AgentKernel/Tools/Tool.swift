public import JSON
public import Models

/// Something that a model may ask the kernel to do.
///
/// The kernel decodes and runs a call only when its arguments are complete JSON that `inputSchema` accepts.
public protocol Tool: Sendable {
  /// The arguments, as plain data.
  associatedtype Input: Decodable & Sendable

  /// The name that models call it by, in snake case.
  var name: String { get }

  /// What it does and when to use it, for the model.
  var description: String { get }

  /// What arguments it takes.
  var inputSchema: JSONSchema { get }

  /// What a call with this input reads and writes, so that the scheduler knows which calls may run together.
  func effects(of input: Input) -> ToolEffects

  /// How much harm a call with this input can do.
  ///
  /// There is no standard answer here and for `subject(of:)`: a tool that forgets to think of it should not compile.
  func risk(of input: Input) -> Risk

  /// What a call with this input is about, for the user's rules: the files and folders that it names, the command.
  func subject(of input: Input) -> CallSubject

  /// Does it.
  ///
  /// - Throws: any error; its description becomes an error result that the model reads.
  func run(_ input: Input) async throws -> ToolOutput
}

extension Tool {
  /// The tool as it is shown to a model.
  public var specification: ToolSpecification {
    ToolSpecification(name: name, description: description, inputSchema: inputSchema)
  }
}

/// What a tool answers.
public struct ToolOutput: Hashable, Sendable {
  /// What the model reads.
  public var text: String

  /// The run's final answer, if this call gave it; the run then ends without asking the model again.
  public var finalAnswer: JSONValue?

  /// What the call spent on models itself, which counts against the run's limits.
  public var spending: Spending?

  /// Whether the model reads the text as an error; for what failed and cost something all the same.
  public var isError: Bool

  /// What the text is of, as the model would call it, such as `a.swift, lines 1 to 90`; nil for what is not read again.
  ///
  /// A result of the same source and text that the model still has before it is not repeated.
  public var source: String?

  /// All of it, where the tool itself has shortened the text; it is kept for paging, like what the kernel shortens.
  public var whole: String?

  /// An answer.
  ///
  /// - Parameters:
  ///   - text: what the model reads.
  ///   - finalAnswer: ends the run with this answer; nil to go on.
  ///   - spending: what the tool itself spent on models; nil for nothing.
  ///   - isError: whether the model is told that the call failed.
  ///   - source: what the text is of; nil for what is not read again.
  ///   - whole: all of it, if the tool has shortened the text.
  public init(
    _ text: String, finalAnswer: JSONValue? = nil, spending: Spending? = nil, isError: Bool = false,
    source: String? = nil, whole: String? = nil
  ) {
    self.text = text
    self.finalAnswer = finalAnswer
    self.spending = spending
    self.isError = isError
    self.source = source
    self.whole = whole
  }
}

/// A refusal or failure that a tool words for the model.
public struct ToolError: Error, Hashable, CustomStringConvertible {
  /// What is wrong and what to do instead, for the model.
  public let description: String

  /// Whether the tool itself is broken, such as a service behind it that cannot be reached; three such failures in a row, and
  /// it is left alone for a while.
  public let isOwnFailure: Bool

  /// An error in words for the model.
  ///
  /// - Parameters:
  ///   - description: what is wrong and what to do instead.
  ///   - isOwnFailure: whether the tool is broken, and not the call; a wrong path is no such failure.
  public init(_ description: String, isOwnFailure: Bool = false) {
    self.description = description
    self.isOwnFailure = isOwnFailure
  }
}
