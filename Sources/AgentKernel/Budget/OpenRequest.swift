package import Models

/// A request that is under way, as far as accounts are kept of it.
package struct OpenRequest: Hashable, Sendable {
  /// What it may take at the most.
  package var worst: BudgetLedger.Amount

  package var purpose: BudgetLedger.Purpose

  /// Tokens of its prompt, about.
  package var promptTokens: Int

  /// Bytes of text that make a token, about.
  package var bytesPerToken: Double

  package init(
    worst: BudgetLedger.Amount, purpose: BudgetLedger.Purpose, promptTokens: Int, bytesPerToken: Double
  ) {
    self.worst = worst
    self.purpose = purpose
    self.promptTokens = promptTokens
    self.bytesPerToken = bytesPerToken
  }

  /// What the provider is taken to bill when the answer does not come to its end.
  ///
  /// Providers bill what they have read, and what they had said until then.
  ///
  /// - Parameters:
  ///   - counted: the tokens that the provider had told; none when it tells them at the end.
  ///   - answerBytes: bytes of the answer that had come.
  package func cutOff(counted: Usage, answerBytes: Int) -> Usage {
    var usage = counted
    if usage.prompt == 0 { usage.input = promptTokens }
    usage.output = max(usage.output, Int((Double(answerBytes) / bytesPerToken).rounded(.up)))
    return usage
  }
}
