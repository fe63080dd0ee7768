extension ReviewReport {
  /// Which words an agent worked by.
  package struct Agent: Hashable, Sendable {
    package var name: String

    /// The first digits of the hash of its definition.
    package var version: String

    package init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }
}
