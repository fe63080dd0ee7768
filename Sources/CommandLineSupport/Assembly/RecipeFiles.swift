internal import Processes

/// Recipes in files: the user's own folder, and those that the command line names.
package enum RecipeFiles {
  /// Bytes of one file.
  private static let sizeLimit = 256 << 10

  private static let mostFiles = 1_000

  /// The user's recipes: `recipes/*.yml` beside the configuration file.
  ///
  /// - Throws: `CommandLineError` when one cannot be read: it is not passed over in silence.
  package static func user(environment: [String: String]) throws(CommandLineError) -> [(path: String, bytes: [UInt8])] {
    guard let folder = folder(environment: environment), FolderTree.kind(at: folder) == .folder else { return [] }
    let names: [String]
    do throws(ProcessError) { names = try FolderTree.names(in: folder) } catch {
      throw CommandLineError(.configuration, "the folder of your recipes cannot be read: \(error)")
    }
    let wanted = names.filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }.sorted()
    guard wanted.count <= mostFiles else {
      throw CommandLineError(.configuration, "\(folder) holds more than \(mostFiles) recipes")
    }
    var files: [(path: String, bytes: [UInt8])] = []
    for name in wanted {
      let path = "\(folder)/\(name)"
      if let bytes = try read(path) { files.append((path, bytes)) }
    }
    return files
  }

  /// Where the user's recipes lie, whether there are some or not; nil without a home folder.
  package static func folder(environment: [String: String]) -> String? {
    ConfigurationFile.userPath(environment: environment)?.replacing("/config.yml", with: "/recipes")
  }

  /// A file whole; nil when there is none.
  ///
  /// - Parameter path: absolute, or seen from the working folder.
  package static func read(_ path: String) throws(CommandLineError) -> [UInt8]? {
    try LocalFile(path: WorkingFolder.absolute(path), code: .configuration).read(limit: sizeLimit)?.bytes
  }
}
