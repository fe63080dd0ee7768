/// The user's own instructions for agents, which hold in all projects: `AGENTS.md` beside the user's configuration.
package enum UserInstructions {
  private static let sizeLimit = 256 << 10

  /// The place of the file; nil where there is no folder of configuration.
  package static func path(environment: [String: String]) -> String? {
    ConfigurationFile.userPath(environment: environment)?.replacing("/config.yml", with: "/AGENTS.md")
  }

  /// The text; nil when there is no such file, or nothing in it.
  ///
  /// - Throws: `CommandLineError` when there is one that cannot be used. It is not passed over in silence: the user would
  ///   believe that it counts.
  package static func text(environment: [String: String]) throws(CommandLineError) -> String? {
    guard let path = path(environment: environment),
      let file = try LocalFile(path: path, code: .configuration).read(limit: sizeLimit)
    else { return nil }
    guard let text = String(validating: file.bytes, as: UTF8.self), !file.bytes.contains(0) else {
      throw CommandLineError(.configuration, "\(String(reflecting: path)) is not UTF-8 text")
    }
    let words = text.trimming(while: \.isWhitespace)
    return words.isEmpty ? nil : String(words)
  }
}
