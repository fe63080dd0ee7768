/// What a confined child may touch; whatever is not named is denied.
///
/// What it may read without being named is listed in `SystemPaths`: the system's programs and libraries, of `/etc` what
/// programs need to run, and `/proc`, where the kernel denies it the memory and environment of everybody outside. It may
/// also write to its private `HOME` and `TMPDIR`.
///
/// Paths are absolute and free of symbolic links, so that a link that a child has planted leads nowhere;
/// `SandboxPolicy.resolved(_:)` makes them so for a path that the user wrote. A readable path that lies below a writable
/// one is writable as well: a part cannot be taken away from what is given.
package struct SandboxPolicy: Hashable, Sendable {
  /// Absolute paths that it may read and execute, each with all below it, besides the system's own (`/usr`, `/etc`, ...).
  ///
  /// What is not there is passed over.
  package var readable: [String]

  /// Absolute paths that it may also write, each with all below it.
  package var writable: [String]

  /// Whether it may open connections; a configured preparation alone may.
  ///
  /// They reach whatever this machine reaches, its own services included.
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
