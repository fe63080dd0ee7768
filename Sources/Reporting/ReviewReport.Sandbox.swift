extension ReviewReport {
  /// The sandbox in which programs were run.
  package struct Sandbox: Hashable, Sendable {
    /// One word for how much it keeps from them, as `doctor` and `--sandbox` use it: `bubblewrap`, `landlock`, `external`.
    package var level: String

    /// What it is made of on this machine.
    package var parts: String

    package init(level: String, parts: String) {
      self.level = level
      self.parts = parts
    }
  }
}
