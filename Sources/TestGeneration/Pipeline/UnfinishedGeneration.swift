/// A run of several modules of which at least one is done and one met trouble: what was written stands, and is told.
package struct UnfinishedGeneration: Error {
  /// Of the modules that are done, at least one.
  package let reports: [GenerationReport]

  /// What happened to the first of the others.
  package let fault: any Error

  package init(reports: [GenerationReport], fault: any Error) {
    self.reports = reports
    self.fault = fault
  }
}
