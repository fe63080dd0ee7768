internal import SwiftSource

/// Texts that a regular expression matches, made from the expression itself; nothing is searched for, so that time is linear.
///
/// It knows what most engines agree on: letters, classes, groups, alternatives and repetitions. Of an expression with more, such
/// as a reference to a group or a look around, there is no sample.
struct RegexSample {
  /// Different texts, first the shortest way through the expression, then others.
  ///
  /// - Parameters:
  ///   - pattern: the expression without delimiters.
  ///   - count: texts at most.
  static func texts(of pattern: String, count: Int = 3) -> [String] {
    var reader = RegexSample(pattern)
    guard pattern.utf8.count <= sizeLimit, let node = reader.alternatives(depth: 0), reader.rest.isEmpty else {
      return []
    }
    return (0..<count).compactMap { choice in
      var (text, budget) = ("", textLimit)
      return write(node, choice, into: &text, &budget) ? text : nil
    }.uniqued
  }

  /// Bytes of an expression, and characters of a sample.
  private static let (sizeLimit, textLimit) = (1_000, 200)
  private static let depthLimit = 20

  private indirect enum Node {
    /// One of these, which stand for all that are meant.
    case character([Character])
    case sequence([Node])
    case alternatives([Node])
    case repetition(Node, least: Int, most: Int?)
  }

  private var rest: Substring

  private init(_ pattern: String) { rest = pattern[...] }

  // MARK: Writing

  /// Writes one way through the expression; false when it becomes too long.
  private static func write(_ node: Node, _ choice: Int, into text: inout String, _ budget: inout Int) -> Bool {
    switch node {
    case .character(let options):
      budget -= 1
      guard budget >= 0, !options.isEmpty else { return false }
      // Neighbours of one class differ, so that the order of a group shows.
      text.append(options[(choice + text.count) % options.count])
      return true
    case .sequence(let nodes): return nodes.allSatisfy { write($0, choice, into: &text, &budget) }
    case .alternatives(let nodes): return write(nodes[choice % nodes.count], choice, into: &text, &budget)
    case .repetition(let node, let least, let most):
      let wanted = [least, max(least, 1), max(least + 1, 2)][min(choice, 2)]
      for _ in 0..<min(wanted, most ?? wanted) {
        guard write(node, choice, into: &text, &budget) else { return false }
      }
      return true
    }
  }

  // MARK: Reading

  private mutating func take(_ prefix: String) -> Bool {
    guard rest.hasPrefix(prefix) else { return false }
    rest = rest.dropFirst(prefix.count)
    return true
  }

  private mutating func alternatives(depth: Int) -> Node? {
    guard depth <= Self.depthLimit, let first = sequence(depth: depth) else { return nil }
    var nodes = [first]
    while take("|") {
      guard let next = sequence(depth: depth) else { return nil }
      nodes.append(next)
    }
    return nodes.count == 1 ? first : .alternatives(nodes)
  }

  private mutating func sequence(depth: Int) -> Node? {
    var nodes: [Node] = []
    while let next = rest.first, next != "|", next != ")" {
      if take("^") || take("$") || take("\\b") || take("\\A") || take("\\z") || take("\\Z") { continue }
      guard let node = atom(depth: depth), let whole = repeated(node) else { return nil }
      nodes.append(whole)
    }
    return .sequence(nodes)
  }

  private mutating func atom(depth: Int) -> Node? {
    if take("(") {
      if take("?") {
        // A name or a mark of a group that is not counted; of others it is not known what they ask for.
        if take("<") || take("P<") || take("'") {
          guard let end = rest.firstIndex(where: { $0 == ">" || $0 == "'" }), !rest.hasPrefix("="), !rest.hasPrefix("!")
          else { return nil }
          rest = rest[rest.index(after: end)...]
        } else if !take(":") {
          return nil
        }
      }
      guard let inner = alternatives(depth: depth + 1), take(")") else { return nil }
      return inner
    }
    if take("[") { return characterClass().map(Node.character) }
    if take(".") { return .character(["a", "1", "-"]) }
    if take("\\") { return escaped().map(Node.character) }
    guard let letter = rest.popFirst(), !"*+?{}".contains(letter) else { return nil }
    return .character([letter])
  }

  /// What stands behind a backslash.
  private mutating func escaped() -> [Character]? {
    guard let letter = rest.popFirst() else { return nil }
    switch letter {
    case "d": return ["1", "2", "0"]
    case "D": return ["a", "-"]
    case "w": return ["a", "b", "1"]
    case "W": return [" ", "-"]
    case "s": return [" ", "\t"]
    case "S": return ["a", "1"]
    case "n": return ["\n"]
    case "r": return ["\r"]
    case "t": return ["\t"]
    default:
      // Other letters and digits have a meaning that is not known here.
      return letter.isLetter || letter.isNumber ? nil : [letter]
    }
  }

  /// What stands between brackets.
  private mutating func characterClass() -> [Character]? {
    let isNegated = take("^")
    var found: [Character] = []
    var ranges: [ClosedRange<Character>] = []
    while let letter = rest.popFirst() {
      if letter == "]", !found.isEmpty {
        guard isNegated else { return found.uniqued }
        let free = "a1-_ .x,".filter { letter in
          !found.contains(letter) && !ranges.contains { $0.contains(letter) }
        }
        return free.isEmpty ? nil : Array(free.prefix(3))
      }
      if letter == "[" || letter == "&" { return nil }
      if letter == "\\" {
        guard let options = escaped() else { return nil }
        found += options
      } else if rest.first == "-", let end = rest.dropFirst().first, end != "]", end != "\\", letter <= end {
        rest = rest.dropFirst(2)
        ranges.append(letter...end)
        found += [letter, end]
      } else {
        found.append(letter)
      }
    }
    return nil
  }

  /// How often an atom stands.
  private mutating func repeated(_ node: Node) -> Node? {
    var whole = node
    if take("*") {
      whole = .repetition(node, least: 0, most: nil)
    } else if take("+") {
      whole = .repetition(node, least: 1, most: nil)
    } else if take("?") {
      whole = .repetition(node, least: 0, most: 1)
    } else if take("{") {
      guard let end = rest.firstIndex(of: "}") else { return nil }
      let bounds = rest[..<end].split(separator: ",", omittingEmptySubsequences: false)
      rest = rest[rest.index(after: end)...]
      guard let least = bounds.first.flatMap({ Int($0) }), least >= 0, bounds.count <= 2 else { return nil }
      let most = bounds.count == 1 ? least : bounds[1].isEmpty ? nil : Int(bounds[1])
      guard bounds.count == 1 || bounds[1].isEmpty || (most ?? -1) >= least else { return nil }
      whole = .repetition(node, least: least, most: most)
    } else {
      return node
    }
    _ = take("?") || take("+")
    return whole
  }
}
