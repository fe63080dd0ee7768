/// What the user has set of permissions.
package struct PermissionSettings: Hashable, Sendable {
  /// Nil when the user leaves it to the agent's definition.
  package var mode: PermissionMode?

  package var rules: [PermissionRule]

  package init(mode: PermissionMode? = nil, rules: [PermissionRule] = []) {
    self.mode = mode
    self.rules = rules
  }
}
