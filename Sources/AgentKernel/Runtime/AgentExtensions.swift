/// What the user's configuration adds to every agent: tools besides those of its definition, and hooks.
package struct AgentExtensions: Sendable {
  /// A tool, and the least risk that a call of it has.
  package struct Offer: Sendable {
    package var tool: any Tool
    package var risk: Risk

    package init(_ tool: any Tool, risk: Risk) {
      self.tool = tool
      self.risk = risk
    }
  }

  package var offers: [Offer]

  package var hooks: [any AgentHook]

  package init(offers: [Offer] = [], hooks: [any AgentHook] = []) {
    self.offers = offers
    self.hooks = hooks
  }

  /// The tools that an agent is told of: those of which a call could be allowed at all.
  ///
  /// A tool that can only be denied would cost tokens and turns for nothing.
  package func tools(under policy: PermissionPolicy) -> [any Tool] {
    offers.filter { policy.decide(CallFacts(tool: $0.tool.name, risk: $0.risk)).verdict != .deny }.map(\.tool)
  }
}
