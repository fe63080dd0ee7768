package import Editing

/// The smallest change that makes sense by itself: edits that are done together or not at all.
package struct ProposedStep: Hashable, Sendable {
  /// What it does, in a line: for the commit's message and the report.
  package var title: String

  /// All of them speak of the files as the engine saw them.
  package var operations: [FileOperation]

  /// Declarations of the public interface that are meant to change, as `swift-api-digester` names them, or a prefix of that;
  /// a change of any other is a fault.
  package var declaredInterfaceChanges: [String]

  package init(title: String, operations: [FileOperation], declaredInterfaceChanges: [String] = []) {
    self.title = title
    self.operations = operations
    self.declaredInterfaceChanges = declaredInterfaceChanges
  }
}
