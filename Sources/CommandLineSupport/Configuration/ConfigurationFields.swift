internal import Yams

/// The keys and values of a mapping inside a configuration file, each of them known.
struct ConfigurationFields {
  private let file: ConfigurationFile
  private let owner: String
  private let fields: [String: Node]

  /// Reads a mapping.
  ///
  /// - Parameters:
  ///   - node: the mapping.
  ///   - owner: whose fields they are, for messages: `prepare`, `the command build`.
  ///   - known: the keys that it may have.
  /// - Throws: `CommandLineError` for what is no mapping, and for a key that is not known.
  init(
    _ node: Node, of owner: String, known: [String], in file: ConfigurationFile
  ) throws(CommandLineError) {
    self.file = file
    self.owner = owner
    let list = known.joined(separator: ", ")
    guard let mapping = node.mapping else {
      throw file.fault(node.mark?.line ?? 1, "\(owner) must be keys, each with a value: \(list)")
    }
    var fields: [String: Node] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard known.contains(name) else {
        throw file.fault(key.mark?.line ?? 1, "unknown key \(quoted(name)) of \(owner); known are \(list)")
      }
      fields[name] = value
    }
    self.fields = fields
  }

  /// A list of words; nil when the key is absent.
  func words(_ key: String) throws(CommandLineError) -> [String]? {
    guard let node = fields[key] else { return nil }
    return try Self.words(node, key, of: owner, in: file)
  }

  /// A list of words that are absolute paths, or begin with `~/`; empty when the key is absent.
  func folders(_ key: String) throws(CommandLineError) -> [String] {
    let paths = try words(key) ?? []
    if let wrong = paths.first(where: { !$0.hasPrefix("/") && !$0.hasPrefix("~/") }) {
      throw fault(key, "must hold absolute paths, or such as begin with ~/, not \(quoted(wrong))")
    }
    guard !paths.contains(where: { $0.utf8.allSatisfy { $0 == UInt8(ascii: "/") } }) else {
      throw fault(key, "must not hold the root of the file system, which would make everything readable")
    }
    return paths
  }

  func flag(_ key: String) throws(CommandLineError) -> Bool? {
    guard let node = fields[key] else { return nil }
    guard let flag = (node.scalar?.string).flatMap(ConfigurationValue.flag) else {
      throw fault(key, "must be true or false")
    }
    return flag
  }

  func number(_ key: String, in range: ClosedRange<Int>) throws(CommandLineError) -> Int? {
    guard let node = fields[key] else { return nil }
    guard let number = (node.scalar?.string).flatMap({ Int($0) }), range.contains(number) else {
      throw fault(key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func text(_ key: String) throws(CommandLineError) -> String? {
    guard let node = fields[key] else { return nil }
    guard let text = node.scalar?.string, !text.isEmpty else { throw fault(key, "must be a single value") }
    return text
  }

  /// A mapping inside; nil when the key is absent.
  func fields(_ key: String, known: [String]) throws(CommandLineError) -> ConfigurationFields? {
    guard let node = fields[key] else { return nil }
    return try ConfigurationFields(node, of: "\(key) of \(owner)", known: known, in: file)
  }

  /// An error about the value of a key, at its line.
  func fault(_ key: String, _ reason: String) -> CommandLineError {
    file.fault(fields[key]?.mark?.line ?? 1, "\(key) of \(owner) \(reason)")
  }

  static func words(
    _ node: Node, _ key: String, of owner: String, in file: ConfigurationFile
  ) throws(CommandLineError) -> [String] {
    guard let words = node.sequence?.compactMap(\.scalar?.string), words.count == node.sequence?.count else {
      throw file.fault(node.mark?.line ?? 1, "\(key) of \(owner) must be a list of words, such as [\"a\", \"b\"]")
    }
    return words
  }
}
