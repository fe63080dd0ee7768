/// What a run is asked for besides its plan.
package struct RunOptions: Sendable {
  /// How the result reaches the user.
  package enum Result: Hashable, Sendable {
    /// As a branch with a commit for each step.
    case branch

    /// As a series of patches.
    case patch

    /// In the files of the user's work tree, which must be clean.
    case apply
  }

  /// The revision that the first step stands on.
  package var base: String

  /// The branch for the commits, without `refs/heads/`; nil for one with the plan's name.
  package var branch: String?

  package var result: Result

  package var gates: Set<Gate>

  /// How often the tests are run before the first step.
  package var testRuns: Int

  /// Whether tests may fail before the first step; what failed then is no fault later.
  package var allowsRed: Bool

  /// Whether to go on with a run that did not come to its end.
  package var resumes: Bool

  /// Whether to go on also with a run that did come to its end, and to try again what it left.
  package var retriesLeft: Bool

  /// Whether commits are made without the hooks that the repository has for them.
  package var skipsHooks: Bool

  /// `NAME <ADDRESS>` for the commits; nil for git's own.
  package var author: String?

  /// What else tells this run from another with the same name, such as a recipe's content and parameters.
  package var fingerprint: String

  package var steps: StepOptions

  package init(
    base: String = "HEAD", branch: String? = nil, result: Result = .branch, gates: Set<Gate> = Gate.usual,
    testRuns: Int = 2, allowsRed: Bool = false, resumes: Bool = false, retriesLeft: Bool = false,
    skipsHooks: Bool = false, author: String? = nil, fingerprint: String = "", steps: StepOptions
  ) {
    self.base = base
    self.branch = branch
    self.result = result
    self.gates = gates
    self.testRuns = testRuns
    self.allowsRed = allowsRed
    self.resumes = resumes
    self.retriesLeft = retriesLeft
    self.skipsHooks = skipsHooks
    self.author = author
    self.fingerprint = fingerprint
    self.steps = steps
  }
}
