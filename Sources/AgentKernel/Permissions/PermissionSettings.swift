/// What the user has set of permissions.
package struct PermissionSettings: Hashable, Sendable {
  /// Nil when the user leaves it to the agent's definition.
  package var mode: PermissionMode?

  package var rules: [PermissionRule]

  /// Whether agents may have a shell at all; nil when nothing is said, which means no.
  package var allowsShell: Bool?

  package init(mode: PermissionMode? = nil, rules: [PermissionRule] = [], allowsShell: Bool? = nil) {
    self.mode = mode
    self.rules = rules
    self.allowsShell = allowsShell
  }
}
