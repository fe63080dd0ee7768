/// One value of git's configuration.
package struct ConfigurationValue: Hashable, Sendable {
  package enum Level: Hashable, Sendable {
    /// From the repository itself, a work tree's own configuration included.
    case repository

    /// From the user's, the system's or the calling process's configuration.
    case user
  }

  package var text: String
  package var level: Level

  package init(text: String, level: Level) {
    self.text = text
    self.level = level
  }
}
