/// The one place that says what a mode allows, and how far each agent may go at all.
package enum PermissionMatrix {
  /// What a mode says of a call, before rules, which can only tighten it.
  package static func verdict(for risk: Risk, in mode: PermissionMode) -> PermissionVerdict {
    let row = row(of: risk)
    return switch mode {
    case .auto: row.auto
    case .enabled: row.enabled
    case .prompt: row.prompt
    case .disabled: row.disabled
    case .reject: row.reject
    }
  }

  private static func row(of risk: Risk) -> Row {
    switch risk {
    case .safe: (auto: .allow, enabled: .allow, prompt: .allow, disabled: .allow, reject: .deny)
    case .moderate: (auto: .allow, enabled: .allow, prompt: .ask, disabled: .ask, reject: .deny)
    case .dangerous: (auto: .allow, enabled: .ask, prompt: .ask, disabled: .ask, reject: .deny)
    case .critical: (auto: .allow, enabled: .ask, prompt: .ask, disabled: .ask, reject: .deny)
    }
  }

  private typealias Row = (
    auto: PermissionVerdict, enabled: PermissionVerdict, prompt: PermissionVerdict, disabled: PermissionVerdict,
    reject: PermissionVerdict
  )

  /// The mode where neither the user nor the agent's definition names one.
  package static let standardMode = PermissionMode.prompt

  /// The greatest risk that each agent of the suite may take, whatever the mode: `auto` lifts a question, never this.
  ///
  /// A definition may declare a lower one and not a higher one, also the user's own definition under one of these names.
  package static let ceilings: [String: Risk] = [
    "explore": .safe,
    "review": .safe,
    "verify": .safe,
    "gen-tests": .moderate,
    "refactor": .moderate,
  ]

  /// The ceiling of an agent that is not of the suite and declares none.
  package static let standardCeiling = Risk.safe
}
