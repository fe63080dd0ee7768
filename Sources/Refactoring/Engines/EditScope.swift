package import Editing
package import SourceText
package import Verification

/// The files that an engine may change, as they lie in the work area now.
package struct EditScope: Sendable {
  /// A copy of the project without `.git`, in which the steps before this one are done.
  package let area: WorkArea

  /// What may be changed, in the order of paths; what else lies in the area may be read.
  package var files: [RelativePath]

  /// How often this engine has been asked before in this run, plus one: a recipe may run until nothing changes any more.
  package var pass: Int

  /// The paths below which files may be changed, and new ones made; all when empty.
  package var paths: [RelativePath] = []

  /// The files of the commit that the area is at; nil where there is none.
  package var index: CommitIndex?

  /// How files may be edited.
  package var rules = EditRules()

  /// What this engine was asked before in this run, in order.
  ///
  /// Where a step is to be mended, the last one is the round that goes on.
  package var history: [EarlierRound] = []

  package init(area: WorkArea, files: [RelativePath], pass: Int = 1) {
    self.area = area
    self.files = files
    self.pass = pass
  }
}
