/// What a confined child may touch; whatever is not named is denied.
package struct SandboxPolicy: Hashable, Sendable {
  /// Absolute paths that it may read and execute, each with all below it, besides the system's own (`/usr`, `/etc`, ...).
  package var readable: [String]

  /// Absolute paths that it may also write, each with all below it.
  package var writable: [String]

  /// Whether it may open connections; a configured preparation alone may.
  package var allowsNetwork: Bool

  package var limits: ProcessLimits

  package init(
    readable: [String] = [], writable: [String] = [], allowsNetwork: Bool = false,
    limits: ProcessLimits = ProcessLimits()
  ) {
    self.readable = readable
    self.writable = writable
    self.allowsNetwork = allowsNetwork
    self.limits = limits
  }
}
