package import AgentKernel

/// What a file says of permissions, as far as it can be read.
package struct PermissionEntry: Hashable, Sendable {
  package var settings: PermissionSettings

  /// What is wrong with it, in the order of the file.
  ///
  /// A rule whose examples fail is in `settings` all the same: in the user's file the mistake is an error anyway, and in the
  /// project's a rule that forbids must not be lost over its example.
  package var faults: [CommandLineError]

  package init(settings: PermissionSettings = PermissionSettings(), faults: [CommandLineError] = []) {
    self.settings = settings
    self.faults = faults
  }
}
