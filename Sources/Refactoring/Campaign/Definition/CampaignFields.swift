internal import Yams

/// The keys and values of a mapping of a campaign's file, each of them known.
struct CampaignFields {
  let file: String
  private let owner: String
  private let line: Int
  private let fields: [String: Node]

  /// Reads a mapping.
  ///
  /// - Parameters:
  ///   - node: the mapping.
  ///   - owner: whose fields they are, for messages.
  ///   - known: the keys that it may have.
  /// - Throws: `RefactoringError` for what is no mapping, and for a key that is not known.
  init(_ node: Node, of owner: String, known: [String], in file: String) throws(RefactoringError) {
    self.file = file
    self.owner = owner
    line = node.mark?.line ?? 1
    guard let mapping = node.mapping else {
      throw Self.fault(file, line, "\(owner) must be keys, each with a value: \(known.joined(separator: ", "))")
    }
    var fields: [String: Node] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard known.contains(name) else {
        throw Self.fault(
          file, key.mark?.line ?? line,
          "unknown key \(String(reflecting: name)) of \(owner); known are \(known.joined(separator: ", "))")
      }
      fields[name] = value
    }
    self.fields = fields
  }

  func fields(_ key: String, known: [String]) throws(RefactoringError) -> CampaignFields? {
    guard let node = fields[key] else { return nil }
    return try CampaignFields(node, of: "\(key) of \(owner)", known: known, in: file)
  }

  /// A text that is not empty; nil when the key is absent.
  func text(_ key: String) throws(RefactoringError) -> String? {
    guard let node = fields[key] else { return nil }
    guard let text = node.scalar?.string, !text.isEmpty, !text.utf8.contains(0) else {
      throw fault(key, "must be a single value")
    }
    return text
  }

  /// A list of texts that are not empty; none when the key is absent.
  func words(_ key: String) throws(RefactoringError) -> [String] {
    guard let node = fields[key] else { return [] }
    let words = node.sequence?.compactMap { $0.scalar?.string }
    guard let words, words.count == node.sequence?.count, !words.contains(where: { $0.isEmpty || $0.utf8.contains(0) })
    else { throw fault(key, "must be a list, such as [a, b]") }
    return words
  }

  /// A list that may also be one text.
  func oneOrMoreWords(_ key: String) throws(RefactoringError) -> [String] {
    if let text = fields[key]?.scalar?.string, !text.isEmpty, !text.utf8.contains(0) { return [text] }
    return try words(key)
  }

  func number(_ key: String, in range: ClosedRange<Int>) throws(RefactoringError) -> Int? {
    guard let node = fields[key] else { return nil }
    guard let number = (node.scalar?.string).flatMap({ Int($0) }), range.contains(number) else {
      throw fault(key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// An amount of dollars as millionths, such as `12.50`; nil when the key is absent.
  func microdollars(_ key: String) throws(RefactoringError) -> Int? {
    guard let node = fields[key] else { return nil }
    guard let amount = (node.scalar?.string).flatMap({ Double($0) }), amount >= 0, amount <= 1_000_000 else {
      throw fault(key, "must be an amount of dollars from 0 to 1000000, such as 12.50")
    }
    return Int((amount * 1_000_000).rounded())
  }

  /// Names, each with a single value; none when the key is absent.
  func values(_ key: String) throws(RefactoringError) -> [String: String] {
    guard let node = fields[key] else { return [:] }
    guard let mapping = node.mapping else { throw fault(key, "must be names, each with a value") }
    var values: [String: String] = [:]
    for (name, value) in mapping {
      guard let name = name.scalar?.string, !name.isEmpty, !name.contains("="), let text = value.scalar?.string,
        !(name + text).utf8.contains(0)
      else {
        throw Self.fault(file, value.mark?.line ?? line, "\(key) of \(owner) must be names, each with a single value")
      }
      values[name] = text
    }
    return values
  }

  /// An error about the value of a key, at its line.
  func fault(_ key: String, _ reason: String) -> RefactoringError {
    Self.fault(file, fields[key]?.mark?.line ?? line, "\(key) of \(owner) \(reason)")
  }

  static func fault(_ file: String, _ line: Int, _ reason: String) -> RefactoringError {
    RefactoringError(.recipe, "\(file):\(line): \(reason)")
  }
}
