/// What the user says about the sandbox; the project has no say.
package enum SandboxChoice: String, Hashable, Sendable, CaseIterable {
  /// The strongest that proves itself on this machine; without one, commands are refused.
  case auto

  /// Landlock and the filter of system calls, without namespaces also where bubblewrap works.
  case landlock

  /// The user asserts that the whole program runs within a sandbox of theirs, such as a container or a virtual machine.
  ///
  /// Children still get a clean environment, limits and an end in any case, and every report says how they ran.
  case external
}
