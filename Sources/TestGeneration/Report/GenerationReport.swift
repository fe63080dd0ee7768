package import Mutation
package import SourceText
package import Verification

/// What a run did, found and wrote: what all forms of the report are made of.
package struct GenerationReport: Sendable {
  /// How well a module is tested at one moment.
  package struct State: Hashable, Sendable {
    /// How many tests there are.
    package let tests: Int

    package let lines: CoverageReport.Share

    package let regions: CoverageReport.Share

    /// Empty where the language's tools count none, as Swift's.
    package let branches: CoverageReport.Share

    /// Nil when it was not measured.
    package let mutation: MutationScore?

    package init(
      tests: Int, lines: CoverageReport.Share, regions: CoverageReport.Share, branches: CoverageReport.Share,
      mutation: MutationScore?
    ) {
      self.tests = tests
      self.lines = lines
      self.regions = regions
      self.branches = branches
      self.mutation = mutation
    }
  }

  /// A test that was written.
  package struct Test: Hashable, Sendable {
    package let name: String
    package let subject: String
    package let path: RelativePath
    package let body: [String]
    package let origin: GeneratedTest.Origin

    /// How many regions only it and those after it reach.
    package let earnedRegions: Int

    /// The mutants that it notices.
    package let killed: [Int]

    package init(
      name: String, subject: String, path: RelativePath, body: [String], origin: GeneratedTest.Origin,
      earnedRegions: Int, killed: [Int]
    ) {
      self.name = name
      self.subject = subject
      self.path = path
      self.body = body
      self.origin = origin
      self.earnedRegions = earnedRegions
      self.killed = killed
    }
  }

  /// Something that was tried and is not written.
  package struct Rejection: Hashable, Sendable {
    package let subject: String

    /// The call or test, as source text.
    package let text: String
    package let reason: String

    package init(subject: String, text: String, reason: String) {
      self.subject = subject
      self.text = text
      self.reason = reason
    }
  }

  /// Behaviour that may be wrong; it is told and never written down as expected.
  package struct PossibleBug: Hashable, Sendable {
    package let subject: String
    package let text: String

    /// What happened, and what should have.
    package let explanation: String

    package init(subject: String, text: String, explanation: String) {
      self.subject = subject
      self.text = text
      self.explanation = explanation
    }
  }

  /// A selected source file with what ran in it.
  package struct Source: Sendable {
    package let path: RelativePath
    package let text: String

    /// How often a line ran before, by its number.
    package let before: [Int: Int]

    /// How often it runs now.
    package let after: [Int: Int]

    package init(path: RelativePath, text: String, before: [Int: Int], after: [Int: Int]) {
      self.path = path
      self.text = text
      self.before = before
      self.after = after
    }
  }

  /// Lines that no test in the same process can show as run, with the reason: behind a trap, `#if`, ...
  package struct Unreachable: Hashable, Sendable {
    package let path: RelativePath
    package let lines: LineRange
    package let reason: String

    package init(path: RelativePath, lines: LineRange, reason: String) {
      self.path = path
      self.lines = lines
      self.reason = reason
    }
  }

  /// Code that nothing runs, in one function.
  package struct Uncovered: Hashable, Sendable {
    package let path: RelativePath

    /// The function, with its type; empty for what stands in none.
    package let subject: String

    /// The lines that do not run, sorted, at least one.
    package let lines: [Int]

    package init(path: RelativePath, subject: String, lines: [Int]) {
      self.path = path
      self.subject = subject
      self.lines = lines
    }
  }

  /// A file that was made or extended.
  package struct WrittenFile: Hashable, Sendable {
    package let path: RelativePath

    /// Nil for a new file.
    package let before: String?
    package let after: String

    package init(path: RelativePath, before: String?, after: String) {
      self.path = path
      self.before = before
      self.after = after
    }

    /// The files of several reports, each once: as it was before the first, and as it is after the last.
    package static func merged(_ files: [WrittenFile]) -> [WrittenFile] {
      var merged: [RelativePath: WrittenFile] = [:]
      for file in files {
        merged[file.path] = WrittenFile(
          path: file.path, before: merged[file.path].map(\.before) ?? file.before, after: file.after)
      }
      return merged.values.sorted { $0.path < $1.path }
    }
  }

  package var project: String
  package var selection: String
  package var framework: String
  package var sandbox: String
  package var before: State
  package var after: State

  /// What own tests and recorded calls noticed; `after` has what own tests and the written ones do, which state less.
  ///
  /// Nil where it is not told apart.
  package var recordedMutation: MutationScore?

  /// Tests that failed before anything was done; they were left out.
  package var red: [TestResult] = []
  package var tests: [Test] = []
  package var rejections: [Rejection] = []

  /// The functions of the selection, those that tests were wanted for most first, with the lines that still do not run.
  package var targets: [RankedTarget] = []
  package var possibleBugs: [PossibleBug] = []
  package var unreachable: [Unreachable] = []
  package var sources: [Source] = []

  /// What is still not covered, the most worthwhile first.
  package var uncovered: [Uncovered] = []

  /// The mutants of the selection, in the order of their numbers, with what became of them.
  package var mutants: [(mutant: Mutant, status: MutantStatus)] = []

  /// How long each stage took, in their order.
  package var stages: [(name: String, duration: Duration)] = []

  /// What else is worth telling, a line each.
  package var notes: [String] = []

  /// What was written, sorted by path.
  package var files: [WrittenFile] = []

  /// The change as a patch; empty when nothing was written.
  package var patch = ""

  /// Thresholds of the user's that were not met, a sentence each.
  package var missed: [String] = []

  /// Whether the time was up before all was tried.
  package var isCutShort = false

  /// What a model did and cost; nil without one.
  package var model: ModelUse?

  /// What a model cost, in words; nil without a model.
  package var cost: String? { model?.words }

  package init(
    project: String, selection: String, framework: String, sandbox: String, before: State, after: State
  ) {
    self.project = project
    self.selection = selection
    self.framework = framework
    self.sandbox = sandbox
    self.before = before
    self.after = after
  }

  /// The time of all stages.
  package var duration: Duration { stages.reduce(.zero) { $0 + $1.duration } }
}
