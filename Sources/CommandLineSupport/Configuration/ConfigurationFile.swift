internal import YAML
internal import Yams

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A configuration file as bytes, and the name that messages call it by.
package struct ConfigurationFile: Hashable, Sendable {
  package static let sizeLimit = 64 << 10

  package var name: String
  package var bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

extension ConfigurationFile {
  /// The place of the user's file: `fulcrum/config.yml` in `XDG_CONFIG_HOME`, or in `.config` of the home folder.
  ///
  /// Nil when neither variable holds an absolute path: a relative one would be looked up in the repository.
  package static func userPath(environment: [String: String]) -> String? {
    let folders = [
      environment["XDG_CONFIG_HOME"], environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.config" : nil },
    ]
    return folders.compactMap { $0 }.first { $0.hasPrefix("/") }.map { $0 + "/fulcrum/config.yml" }
  }

  /// The user's file; nil when there is none.
  ///
  /// - Throws: `CommandLineError` when there is one that cannot be read.
  package static func user(environment: [String: String]) throws(CommandLineError) -> ConfigurationFile? {
    guard let path = userPath(environment: environment) else { return nil }
    let contents = try LocalFile(path: path, code: .configuration).read(limit: sizeLimit)
    return contents.map { ConfigurationFile(name: path, bytes: $0.bytes) }
  }
}

extension ConfigurationFile {
  /// A key, its value, and the line it stands on.
  struct Entry: Hashable, Sendable {
    var key: ConfigurationKey
    var value: ConfigurationValue
    var line: Int
  }

  /// The entries of the file, each on its own: one that makes no sense does not hide the others.
  ///
  /// - Throws: `CommandLineError` when the file as a whole is not a configuration.
  func entries() throws(CommandLineError) -> [Result<Entry, CommandLineError>] {
    guard let root = try root() else { return [] }
    guard let mapping = root.mapping else { throw fault(root.mark?.line ?? 1, "expected keys, each with a value") }
    return mapping.map { key, value in
      do throws(CommandLineError) {
        return .success(try entry(key, value))
      } catch {
        return .failure(error)
      }
    }
  }

  func root() throws(CommandLineError) -> Node? {
    do throws(YAMLError) {
      return try YAMLText.root(of: bytes, limit: Self.sizeLimit, holdsBlocks: false)
    } catch {
      guard let line = error.line else { throw CommandLineError(.configuration, "\(name) \(error.reason)") }
      throw fault(line, error.reason)
    }
  }

  private func entry(_ key: Node, _ value: Node) throws(CommandLineError) -> Entry {
    let line = key.mark?.line ?? 1
    guard let word = key.scalar?.string else { throw fault(line, "a key must be a plain word") }
    guard let known = ConfigurationKey(rawValue: word) else { throw fault(line, Self.unknown(word)) }
    return Entry(key: known, value: try self.value(of: known, value), line: line)
  }

  private func value(of key: ConfigurationKey, _ node: Node) throws(CommandLineError) -> ConfigurationValue {
    let line = node.mark?.line ?? 1
    switch key.kind {
    case .words:
      guard let words = node.sequence?.compactMap(\.scalar?.string), words.count == node.sequence?.count else {
        throw fault(line, "\(key.rawValue) must be a list of words, such as [\"a\", \"b\"]")
      }
      return .words(words)
    case .switches:
      var switches: [String: Bool] = [:]
      guard let mapping = node.mapping else { throw fault(line, "\(key.rawValue) must be names, each with on or off") }
      for (name, value) in mapping {
        guard let name = name.scalar?.string, let flag = (value.scalar?.string).flatMap(ConfigurationValue.flag) else {
          throw fault(value.mark?.line ?? line, "\(key.rawValue) must be names, each with on or off")
        }
        switches[name] = flag
      }
      return .switches(switches)
    case .permissions: return .permissions(try permissions(node))
    case .commands: return .commands(try commands(node))
    case .preparation: return .preparation(try preparation(node))
    case .projects: return .projects(try projects(node))
    case .linters: return .linters(try linters(node))
    case .mcpServers: return .mcpServers(try mcpServers(node))
    case .prices: return .prices(try prices(node))
    case .languageServers: return .languageServers(try languageServers(node))
    case .tools: return .tools(try tools(node))
    case .hooks: return .hooks(try hooks(node))
    case .web: return .web(try web(node))
    case .models:
      guard let nodes = node.sequence else { throw fault(line, "\(key.rawValue) must be a list of models") }
      var models: [ModelSettings] = []
      for node in nodes { models.append(try model(node)) }
      return .models(models)
    default:
      guard let text = node.scalar?.string else { throw fault(line, "\(key.rawValue) must be a single value") }
      return try ConfigurationValue(text, for: key, at: "\(name):\(line)")
    }
  }

  /// One model of a list.
  private func model(_ node: Node) throws(CommandLineError) -> ModelSettings {
    let line = node.mark?.line ?? 1
    guard let mapping = node.mapping else { throw fault(line, "a model of fallback must be keys, each with a value") }
    var values: [ConfigurationKey: ConfigurationValue] = [:]
    for (key, value) in mapping {
      let entry = try entry(key, value)
      guard ModelSettings.keys.contains(entry.key) else {
        throw fault(entry.line, "\(entry.key.rawValue) does not belong to a model of fallback")
      }
      values[entry.key] = entry.value
    }
    return try ModelSettings(values, at: "\(name):\(line)")
  }

  private static func unknown(_ word: String) -> String {
    if ["key", "api_key", "token", "secret"].contains(word) {
      return "a key is not written into a file of settings; name its place with key_file, key_command or key_env"
    }
    let known = ConfigurationKey.allCases.map(\.rawValue)
    if let near = Spelling.nearest(to: word, in: known) {
      return "unknown key \(quoted(word)); did you mean \(near)?"
    }
    return "unknown key \(quoted(word)); known are \(known.joined(separator: ", "))"
  }

  func fault(_ line: Int, _ reason: String) -> CommandLineError {
    CommandLineError(.configuration, "\(name):\(line): \(reason)")
  }
}
