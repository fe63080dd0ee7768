/// How much a sandbox keeps from a child, strongest first.
package enum SandboxLevel: String, Hashable, Sendable, CaseIterable {
  /// Namespaces through bubblewrap, and within them all of `landlock`.
  case bubblewrap

  /// Landlock for files, a filter of system calls that leaves no sockets, no capabilities.
  case landlock

  /// The user asserts that the program runs within a sandbox of theirs, such as a container.
  case external

  /// None that would do.
  case none
}

extension SandboxLevel {
  /// Whether children are kept to their policy by this machine's kernel.
  package var confines: Bool { self == .bubblewrap || self == .landlock }
}
