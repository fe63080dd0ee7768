/// What a sandbox is made of on this machine, and how it stood its test.
package struct SandboxReport: Hashable, Sendable {
  package var level: SandboxLevel

  /// The version of Landlock's interface that is used; 0 for none.
  package var landlockVersion: Int

  /// What the child of the self-test tried.
  package var probes: [Probe]

  /// Why a stronger level is not used, and what this one does not cover, each as a sentence without a full stop.
  package var remarks: [String]

  /// One attempt of the self-test's child.
  package struct Probe: Hashable, Sendable {
    /// What was tried, such as `write outside`.
    package var name: String

    /// Whether the kernel refused it.
    package var isRefused: Bool
  }
}

extension SandboxReport: CustomStringConvertible {
  /// What the sandbox is made of.
  package var parts: String {
    switch level {
    case .bubblewrap: "bubblewrap + Landlock (ABI \(landlockVersion)) + seccomp"
    case .landlock: "Landlock (ABI \(landlockVersion)) + seccomp"
    case .external: "none of its own: commands run unconfined, as you chose; only what is around them protects you"
    case .none: "none"
    }
  }

  /// One line: the parts, what the self-test could not do, and the remarks.
  package var description: String {
    let refused = probes.filter(\.isRefused).map(\.name)
    let clauses = [parts] + (refused.isEmpty ? [] : ["could not: " + refused.joined(separator: ", ")]) + remarks
    return clauses.joined(separator: "; ")
  }
}
