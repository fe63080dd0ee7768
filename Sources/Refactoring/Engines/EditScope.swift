package import SourceText
package import Verification

/// The files that an engine may change, as they lie in the work area now.
package struct EditScope: Sendable {
  /// A copy of the project without `.git`, in which the steps before this one are done.
  package let area: WorkArea

  /// What may be changed, in the order of paths; what else lies in the area may be read.
  package let files: [RelativePath]

  /// How often this engine has been asked before in this run, plus one: a recipe may run until nothing changes any more.
  package let pass: Int

  package init(area: WorkArea, files: [RelativePath], pass: Int = 1) {
    self.area = area
    self.files = files
    self.pass = pass
  }
}
