/// What a recipe says about the gates of its steps; what it leaves out is as the run has it.
package struct RecipeGates: Hashable, Sendable {
  /// Gates that are asked, though the run would not ask them.
  package var on: Set<String>

  /// Gates that make no sense for what the recipe does.
  package var off: Set<String>

  /// Declarations of the public interface that are meant to change, as `swift-api-digester` names them, or a prefix of that.
  package var declaredInterfaceChanges: [String]

  /// The gates that a recipe may name; whether a file parses is always asked.
  package static let names = ["affected-tests", "behaviour", "build", "coverage", "format", "interface", "tests"]

  package init(on: Set<String> = [], off: Set<String> = [], declaredInterfaceChanges: [String] = []) {
    self.on = on
    self.off = off
    self.declaredInterfaceChanges = declaredInterfaceChanges
  }

  /// The gates of a recipe that uses another: that one can only add.
  mutating func add(_ used: RecipeGates) {
    on.formUnion(used.on)
    off.subtract(used.on)
    for change in used.declaredInterfaceChanges where !declaredInterfaceChanges.contains(change) {
      declaredInterfaceChanges.append(change)
    }
  }
}
