package import AgentKernel
internal import Models
internal import Tools

/// Who plans, edits and repairs, and on what terms.
package struct RefactoringModel: Sendable {
  package let terms: AgentTerms

  /// The agent `refactor`.
  package let agent: AgentDefinition

  /// What the user tells all agents; empty for nothing.
  package let userInstructions: String

  /// When no conversation begins any more, and one that goes on is ended; nil for never.
  package let deadline: ContinuousClock.Instant?

  /// Keeps what the agent says and does; nil to keep nothing.
  package var recording: RunRecording?

  /// What all conversations of the run draw from.
  let budget: SharedBudget

  /// - Parameter spent: is told what all answers of this process so far cost.
  package init(
    terms: AgentTerms, agent: AgentDefinition, userInstructions: String = "",
    deadline: ContinuousClock.Instant? = nil, spent: @escaping @Sendable (Spending) -> Void = { _ in }
  ) {
    self.terms = terms
    self.agent = agent
    self.userInstructions = userInstructions
    self.deadline = deadline
    budget = SharedBudget(
      Budget(tokens: terms.limits.tokens ?? agent.limits.tokens, money: terms.limits.money), observe: spent)
  }

  /// The model that is asked first.
  package var name: String { terms.models.first?.name ?? "" }

  /// Bytes of files that a first message may hold, about a third of the window: the rest is for reading on and for the answer.
  var fileLimit: Int { min(48 << 10, terms.window ?? .max) }
}
