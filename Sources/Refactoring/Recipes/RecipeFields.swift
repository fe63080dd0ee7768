internal import SourceText
internal import Yams

/// The keys and values of one mapping of a recipe's file, each of them known; errors name file and line.
struct RecipeFields {
  private let file: String
  private let owner: String
  private let fields: [String: Node]

  /// The line that the mapping begins on, from 1.
  let line: Int

  /// - Parameters:
  ///   - node: the mapping.
  ///   - owner: whose fields they are, for messages: `the recipe`, `step 2`.
  ///   - known: the keys that it may have.
  ///   - file: what messages call the file.
  /// - Throws: `RefactoringError` for what is no mapping, and for a key that is not known.
  init(_ node: Node, of owner: String, known: [String], in file: String) throws(RefactoringError) {
    self.file = file
    self.owner = owner
    line = node.mark?.line ?? 1
    let list = known.joined(separator: ", ")
    guard let mapping = node.mapping else {
      throw Self.fault(file, line, "\(owner) must be keys, each with a value: \(list)")
    }
    var fields: [String: Node] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard known.contains(name) else {
        throw Self.fault(file, key.mark?.line ?? 1, "unknown key \(quoted(name)) of \(owner); known are \(list)")
      }
      fields[name] = value
    }
    self.fields = fields
  }

  func has(_ key: String) -> Bool { fields[key] != nil }

  func node(_ key: String) -> Node? { fields[key] }

  /// The line of a key's value; of the mapping when the key is absent.
  func line(of key: String) -> Int { fields[key]?.mark?.line ?? line }

  func text(_ key: String) throws(RefactoringError) -> String? {
    guard let node = fields[key] else { return nil }
    guard let text = node.scalar?.string, !text.isEmpty else { throw fault(key, "must be a text") }
    return text
  }

  /// A text that must be there.
  func neededText(_ key: String, such example: String) throws(RefactoringError) -> String {
    guard let text = try text(key) else { throw missing(key, such: example) }
    return text
  }

  /// A text that may be empty; nil when the key is absent.
  func anyText(_ key: String) throws(RefactoringError) -> String? {
    guard let node = fields[key] else { return nil }
    guard let text = node.scalar?.string else { throw fault(key, "must be a text") }
    return text
  }

  func flag(_ key: String) throws(RefactoringError) -> Bool? {
    guard let node = fields[key] else { return nil }
    switch node.scalar?.string {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw fault(key, "must be true or false")
    }
  }

  func number(_ key: String, in range: ClosedRange<Int>) throws(RefactoringError) -> Int? {
    guard let node = fields[key] else { return nil }
    guard let number = (node.scalar?.string).flatMap({ Int($0) }), range.contains(number) else {
      throw fault(key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// One of some words; nil when the key is absent.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) throws(RefactoringError) -> Choice? where Choice.RawValue == String {
    guard let node = fields[key] else { return nil }
    guard let choice = (node.scalar?.string).flatMap(Choice.init(rawValue:)) else {
      throw fault(key, "must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }

  /// A list of texts; empty when the key is absent.
  func words(_ key: String) throws(RefactoringError) -> [String] {
    guard let node = fields[key] else { return [] }
    guard let words = node.sequence?.compactMap(\.scalar?.string), words.count == node.sequence?.count else {
      throw fault(key, "must be a list of texts, such as [\"a\", \"b\"]")
    }
    return words
  }

  /// Names with a text each; empty when the key is absent.
  func texts(_ key: String) throws(RefactoringError) -> [String: String] {
    guard let node = fields[key] else { return [:] }
    guard let mapping = node.mapping else { throw fault(key, "must be names, each with a text") }
    var texts: [String: String] = [:]
    for (name, value) in mapping {
      guard let name = name.scalar?.string, let text = value.scalar?.string else {
        throw Self.fault(file, value.mark?.line ?? line, "\(key) of \(owner) must be names, each with a text")
      }
      texts[name] = text
    }
    return texts
  }

  /// The nodes of a list; empty when the key is absent.
  func list(_ key: String) throws(RefactoringError) -> [Node] {
    guard let node = fields[key] else { return [] }
    guard let sequence = node.sequence else { throw fault(key, "must be a list") }
    return Array(sequence)
  }

  /// A mapping inside; nil when the key is absent.
  func fields(_ key: String, known: [String]) throws(RefactoringError) -> RecipeFields? {
    guard let node = fields[key] else { return nil }
    return try RecipeFields(node, of: "\(key) of \(owner)", known: known, in: file)
  }

  /// An error about the value of a key, at its line.
  func fault(_ key: String, _ reason: String) -> RefactoringError {
    Self.fault(file, line(of: key), "\(key) of \(owner) \(reason)")
  }

  /// The error for a key that has to be there.
  func missing(_ key: String, such example: String) -> RefactoringError {
    Self.fault(file, line, "\(owner) needs \(key), such as `\(key): \(example)`")
  }

  static func fault(_ file: String, _ line: Int, _ reason: String) -> RefactoringError {
    RefactoringError(.recipe, "\(file):\(line): \(reason)")
  }
}
