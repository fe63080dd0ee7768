/// What came of running one linter on a change.
package struct LinterRun: Hashable, Sendable {
  /// The linter's name.
  package var name: String

  /// What it says about the changed files in their new state; nil when it could not be run, or had nothing to look at.
  package var report: ImportedReport?

  /// What it says about the same files before the change; nil when that was not needed, or not to be had.
  package var base: ImportedReport?

  /// In a few words, what was not done and why; nil when all was done.
  package var warning: String?
}
