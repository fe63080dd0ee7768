public import JSON

/// What a model is asked, in no provider's words.
public struct ModelRequest: Hashable, Sendable {
  /// The model's name, as its provider knows it.
  public var model: String

  /// The system prompt's sections, what never changes first.
  public var system: [SystemSection]

  /// What the model may call, in the order in which it sees them.
  public var tools: [ToolSpecification]

  /// The conversation so far.
  public var messages: [Message]

  /// The most tokens that the answer may have.
  public var maximumOutputTokens: Int

  /// Tokens that the model may think before it answers; nil for none.
  public var thinkingBudget: Int?

  /// What the whole answer must be, where the provider can be held to it; nil for anything.
  ///
  /// The Messages protocol has no member for it and leaves it out.
  public var answerFormat: AnswerFormat?

  /// The tool that the answer must call, where the provider can be held to it without harm; nil for any or none.
  ///
  /// Only the Responses protocol sends it. A model of the Messages protocol that thinks refuses to be forced, and its cache
  /// of the messages would be void; of the servers that speak Chat Completions some refuse to be told a name.
  package var requiredTool: String?

  /// What the messages ask the answer to be, in place of a call of a tool; nil for an answer of any kind.
  ///
  /// The model is held to it only where tools are written as text: elsewhere `answerFormat` or a request without its tools would
  /// not find the conversation in the provider's cache.
  package var requestedFormat: AnswerFormat?

  /// How many messages, from the first, are likely to outlast the next compaction, and before that how many outlasted the
  /// last one: beginnings that are worth keeping in a provider's cache, and worth looking for.
  public var settledMessages: [Int]

  /// What was made of the run's messages before.
  package var memo: RequestMemo

  package init(
    model: String, system: [SystemSection], tools: [ToolSpecification], messages: [Message], maximumOutputTokens: Int,
    thinkingBudget: Int? = nil, answerFormat: AnswerFormat? = nil, requiredTool: String? = nil,
    settledMessages: [Int] = [1], memo: RequestMemo = RequestMemo()
  ) {
    self.model = model
    self.system = system
    self.tools = tools
    self.messages = messages
    self.maximumOutputTokens = maximumOutputTokens
    self.thinkingBudget = thinkingBudget
    self.answerFormat = answerFormat
    self.requiredTool = requiredTool
    self.settledMessages = settledMessages
    self.memo = memo
  }
}

/// A schema that a whole answer must fit.
public struct AnswerFormat: Hashable, Sendable {
  /// What the schema is called in the request: letters, digits, `_` and `-`.
  public var name: String

  /// The schema as JSON text and not as a value: where decoding is constrained, an answer's members come in the order in
  /// which they stand here.
  public var schema: String

  /// A schema with its name.
  ///
  /// - Parameters:
  ///   - name: letters, digits, `_` and `-`.
  ///   - schema: JSON text.
  public init(name: String, schema: String) {
    self.name = name
    self.schema = schema
  }

  /// The members that OpenAI's protocols share.
  ///
  /// Not strict in OpenAI's sense, in which every property would be required; local servers constrain in any case.
  var members: String { "\"name\":\(JSONValue.quoted(name)),\"strict\":false,\"schema\":\(schema)" }
}

/// A part of the system prompt.
public struct SystemSection: Hashable, Sendable {
  /// The words.
  public var text: String

  /// Whether what stands up to here is the same in many runs, so that a provider's cache should hold it.
  public var endsCacheablePrefix: Bool

  /// A section.
  ///
  /// - Parameters:
  ///   - text: the words.
  ///   - endsCacheablePrefix: whether what stands up to here is the same in many runs.
  public init(text: String, endsCacheablePrefix: Bool = false) {
    self.text = text
    self.endsCacheablePrefix = endsCacheablePrefix
  }
}

/// A tool as it is shown to a model.
public struct ToolSpecification: Hashable, Sendable {
  /// The name by which the model calls it.
  public var name: String

  /// What it does and when to use it, for the model.
  public var description: String

  /// What arguments it takes.
  public var inputSchema: JSONSchema

  /// A tool as it is shown.
  ///
  /// - Parameters:
  ///   - name: by which the model calls it, in snake case.
  ///   - description: what it does and when to use it.
  ///   - inputSchema: what arguments it takes.
  public init(name: String, description: String, inputSchema: JSONSchema) {
    self.name = name
    self.description = description
    self.inputSchema = inputSchema
  }
}
