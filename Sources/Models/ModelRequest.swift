package import JSON

/// What a model is asked, in no provider's words.
package struct ModelRequest: Hashable, Sendable {
  package var model: String

  /// The system prompt's sections, what never changes first.
  package var system: [SystemSection]

  package var tools: [ToolSpecification]
  package var messages: [Message]

  /// The most tokens that the answer may have.
  package var maximumOutputTokens: Int

  /// Tokens that the model may think before it answers; nil for none.
  package var thinkingBudget: Int?

  package init(
    model: String, system: [SystemSection], tools: [ToolSpecification], messages: [Message], maximumOutputTokens: Int,
    thinkingBudget: Int? = nil
  ) {
    self.model = model
    self.system = system
    self.tools = tools
    self.messages = messages
    self.maximumOutputTokens = maximumOutputTokens
    self.thinkingBudget = thinkingBudget
  }
}

/// A part of the system prompt.
package struct SystemSection: Hashable, Sendable {
  package var text: String

  /// Whether what stands up to here is the same in many runs, so that a provider's cache should hold it.
  package var endsCacheablePrefix: Bool

  package init(text: String, endsCacheablePrefix: Bool = false) {
    self.text = text
    self.endsCacheablePrefix = endsCacheablePrefix
  }
}

/// A tool as it is shown to a model.
package struct ToolSpecification: Hashable, Sendable {
  package var name: String
  package var description: String
  package var inputSchema: JSONSchema

  package init(name: String, description: String, inputSchema: JSONSchema) {
    self.name = name
    self.description = description
    self.inputSchema = inputSchema
  }
}
