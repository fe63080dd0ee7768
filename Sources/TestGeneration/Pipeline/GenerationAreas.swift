package import Verification

/// The folders in which a run works: copies of the project, each with a build of its own that stays warm.
package struct GenerationAreas: Sendable {
  /// The project as it is, to which the tests are added.
  package let project: WorkArea

  /// Where calls are recorded.
  package let recording: WorkArea

  /// Where mutants meet the package's own tests.
  package let mutants: WorkArea

  /// Where mutants meet recorded calls.
  package let trial: WorkArea

  /// What the project depends on, if that was prepared, and the files that all areas begin with.
  package let prepared: (preparation: Preparation, files: any ProjectFiles)?

  package init(
    project: WorkArea, recording: WorkArea, mutants: WorkArea, trial: WorkArea,
    prepared: (preparation: Preparation, files: any ProjectFiles)? = nil
  ) {
    self.prepared = prepared
    self.project = project
    self.recording = recording
    self.mutants = mutants
    self.trial = trial
  }
}
