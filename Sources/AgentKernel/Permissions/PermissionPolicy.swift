internal import SourceText

/// Decides which calls of one agent may run.
///
/// Pure: the same facts always give the same decision, which names what decided.
package struct PermissionPolicy: Hashable, Sendable {
  /// The agent, for messages.
  package var agent: String

  package var mode: PermissionMode

  /// The greatest risk that any call may have.
  package var ceiling: Risk

  package var rules: [PermissionRule]

  /// Whether somebody is there to be asked.
  package var isAttended: Bool

  /// A policy; without arguments, one that lets an agent read and nothing else.
  package init(
    agent: String = "this agent", mode: PermissionMode = PermissionMatrix.standardMode,
    ceiling: Risk = PermissionMatrix.standardCeiling, rules: [PermissionRule] = [], isAttended: Bool = false
  ) {
    self.agent = agent
    self.mode = mode
    self.ceiling = ceiling
    self.rules = rules
    self.isAttended = isAttended
  }

  /// The policy of an agent under what the user has set.
  ///
  /// A mode that the definition declares can be narrowed by the user and not widened; without one the user's counts.
  package init(of agent: AgentDefinition, _ settings: PermissionSettings, isAttended: Bool = false) {
    let modes = [agent.permissionMode, settings.mode].compactMap { $0 }
    self.init(
      agent: agent.name, mode: modes.max() ?? PermissionMatrix.standardMode, ceiling: agent.ceiling,
      rules: settings.rules, isAttended: isAttended)
  }

  /// Whether a call may run.
  package func decide(_ facts: CallFacts) -> PermissionDecision {
    if let fault = Self.fault(in: facts.subject) { return PermissionDecision(.deny, by: .doubt(fault)) }
    guard facts.risk <= ceiling else {
      return PermissionDecision(.deny, by: .ceiling(ceiling, of: agent, risk: facts.risk))
    }
    let decision = strictest(for: facts)
    guard decision.verdict == .ask, !isAttended else { return decision }
    return PermissionDecision(.deny, by: .unattended(decision.deciding))
  }

  /// The rules that are about a call, with their numbers.
  package func matchingRules(_ facts: CallFacts) -> [(number: Int, rule: PermissionRule)] {
    rules.enumerated().filter { $0.element.matches(facts) }.map { ($0.offset + 1, $0.element) }
  }

  /// The strictest word of the rules and the matrix; the first of the rules if several say it.
  private func strictest(for facts: CallFacts) -> PermissionDecision {
    let matrix = PermissionMatrix.verdict(for: facts.risk, in: mode)
    let matching = matchingRules(facts)
    guard let verdict = matching.map(\.rule.verdict).max(), verdict >= matrix,
      let first = matching.first(where: { $0.rule.verdict == verdict })
    else { return PermissionDecision(matrix, by: .matrix(mode, facts.risk)) }
    let place = first.rule.source.isEmpty ? "" : "; \(first.rule.source)"
    return PermissionDecision(verdict, by: .rule(first.number, "\(first.rule)\(place)"))
  }

  /// Bytes; Linux resolves no longer ones.
  private static let pathLimit = 4096

  /// What cannot be understood of a subject; nil when all of it can.
  private static func fault(in subject: CallSubject) -> String? {
    for text in subject.paths + subject.trees.filter({ !$0.isEmpty }) {
      guard text.utf8.count <= pathLimit else { return "a path has more than \(pathLimit) bytes" }
      do throws(SourceTextError) {
        _ = try RelativePath(text)
      } catch {
        return error.description
      }
    }
    return nil
  }
}
