/// What a run is to carry out, whether a recipe says it, a goal or the command line.
package struct ChangePlan: Sendable {
  /// The recipe's name, or a short form of the goal: for the branch and the reports.
  package var name: String

  /// What it does, in a line or a few.
  package var summary: String

  /// One after the other; each sees what those before it have done.
  package var engines: [any EditEngine]

  /// How often each engine is asked at most: 1, or more for one that runs until it proposes nothing.
  package var passes: Int

  package init(name: String, summary: String, engines: [any EditEngine], passes: Int = 1) {
    self.name = name
    self.summary = summary
    self.engines = engines
    self.passes = passes
  }
}
