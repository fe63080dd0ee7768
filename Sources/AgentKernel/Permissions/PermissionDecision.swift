/// Whether a call may run, and what decided.
public struct PermissionDecision: Hashable, Sendable {
  /// Whether the call may run.
  public let verdict: PermissionVerdict

  /// What decided.
  public let deciding: Deciding

  /// A verdict and what it comes from.
  ///
  /// - Parameters:
  ///   - verdict: whether the call may run.
  ///   - deciding: what decided.
  public init(_ verdict: PermissionVerdict, by deciding: Deciding) {
    self.verdict = verdict
    self.deciding = deciding
  }

  /// What a verdict comes from.
  public indirect enum Deciding: Hashable, Sendable {
    /// Something that the call names cannot be understood, which is a reason to deny.
    case doubt(String)

    /// The risk is above the agent's ceiling.
    case ceiling(Risk, of: String, risk: Risk)

    /// The rule of this number, counted from 1.
    case rule(Int, String)

    /// The mode's word on the risk.
    case matrix(PermissionMode, Risk)

    /// A person would have to be asked because of that, and nobody is there.
    case unattended(Deciding)

    /// A person was asked because of that, and said no.
    case declined(Deciding)

    /// A hook of this name said no, for this reason.
    case hook(String, String)

    /// The run that this one goes on from was told no, for this reason.
    case earlier(String)
  }
}

extension PermissionDecision.Deciding: CustomStringConvertible {
  /// What decides, in a few words.
  public var description: String {
    switch self {
    case .doubt: "doubt"
    case .ceiling(let ceiling, let agent, _): "the ceiling of \(agent): \(ceiling.rawValue)"
    case .rule(let number, let text): "rule \(number): \(text)"
    case .matrix(let mode, let risk): "the mode \(mode.rawValue) on a call that is \(risk.rawValue)"
    case .unattended(let asking): "unattended; asked for by \(asking)"
    case .declined(let asking): "a person; asked because of \(asking)"
    case .hook(let name, _): "the hook \(name)"
    case .earlier: "the run before"
    }
  }
}

extension PermissionDecision {
  /// Why, as a sentence without its full stop, for the user and for the model alike.
  public var reason: String { Self.reason(of: deciding, verdict) }

  private static func reason(of deciding: Deciding, _ verdict: PermissionVerdict) -> String {
    switch deciding {
    case .doubt(let fault): fault
    case .ceiling(let ceiling, let agent, let risk):
      "the agent \(agent) may do nothing above \(ceiling.rawValue), and this call is \(risk.rawValue)"
    case .rule(let number, let text): "rule \(number) (\(text)) \(verb(verdict))"
    case .matrix(let mode, let risk): "the mode \(mode.rawValue), for a call that is \(risk.rawValue), \(verb(verdict))"
    case .unattended(let asking): "\(reason(of: asking, .ask)), and nobody is there to ask"
    case .declined(let asking): "\(reason(of: asking, .ask)), and the person said no"
    case .hook(let name, let reason): "the hook \(name) denies it: \(reason)"
    case .earlier(let reason): reason
    }
  }

  private static func verb(_ verdict: PermissionVerdict) -> String {
    switch verdict {
    case .allow: "allows it"
    case .ask: "wants a person asked"
    case .deny: "denies it"
    }
  }
}

/// A call that was not run because it was denied.
public struct PermissionDenial: Hashable, Sendable, CustomStringConvertible {
  /// The id of the call in the conversation.
  public var callID: String

  /// What the decision was about.
  public var facts: CallFacts

  /// The decision, whose verdict is `deny`.
  public var decision: PermissionDecision

  /// A call that was denied.
  ///
  /// - Parameters:
  ///   - callID: the call's id in the conversation.
  ///   - facts: what the decision was about.
  ///   - decision: the decision, whose verdict is `deny`.
  public init(callID: String, facts: CallFacts, decision: PermissionDecision) {
    self.callID = callID
    self.facts = facts
    self.decision = decision
  }

  /// What was denied and why, on one line; foreign text that is to be escaped where it is shown.
  public var description: String { "\(facts.tool) was denied: \(decision.reason)" }

  /// What the model reads in place of a result.
  public var message: String {
    "`\(facts.tool)` was not run, since it was denied: \(decision.reason). Asking again will not change that; go on without it."
  }
}
