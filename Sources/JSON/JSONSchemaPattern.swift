/// A regular expression of a schema, matched in time that grows with the text and not with its powers.
///
/// Read: literals, `.`, classes, `\d`, `\w`, `\s` and their opposites, `\n`, `\r`, `\t`, escaped punctuation, groups,
/// alternatives, the quantifiers `*`, `+`, `?` and `{n,m}` (a lazy one accepts the same texts), `^` and `$`. Not read:
/// back references, look-around, word boundaries, properties and code points by number, which either cannot be matched in
/// linear time or do not occur in the schemas in use.
///
/// The automaton keeps a set of states, after Thompson, "Regular Expression Search Algorithm" (1968).
struct JSONSchemaPattern {
  private enum Node {
    case scalar(Set, next: Int)
    case start(next: Int)
    case end(next: Int)
    case fork([Int])
    case accept
  }

  /// Some Unicode scalars.
  struct Set {
    var ranges: [ClosedRange<Unicode.Scalar>]
    var isNegated = false

    func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }
  }

  /// States that a pattern may have; `{1000}{1000}` would have a million.
  private static let mostNodes = 2000
  private static let accept = 0

  private var nodes: [Node] = [.accept]
  private var initial = 0

  /// Nil for a pattern that is not read.
  init?(_ source: String) {
    guard let piece = JSONSchemaPatternParser.parse(source), let initial = add(piece, next: Self.accept) else {
      return nil
    }
    self.initial = initial
  }

  /// Whether the pattern matches the text or a part of it.
  func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var states: [Int] = []
    for position in 0...scalars.count {
      states = closure(states + [initial], isStart: position == 0, isEnd: position == scalars.count)
      if states.contains(Self.accept) { return true }
      guard position < scalars.count else { break }
      states = states.compactMap { state in
        if case .scalar(let set, let next) = nodes[state], set.contains(scalars[position]) { next } else { nil }
      }
    }
    return false
  }

  /// The states that can be reached without a step, each once.
  private func closure(_ starts: [Int], isStart: Bool, isEnd: Bool) -> [Int] {
    var isSeen = [Bool](repeating: false, count: nodes.count)
    var pending = starts
    var reached: [Int] = []
    while let state = pending.popLast() {
      if isSeen[state] { continue }
      isSeen[state] = true
      switch nodes[state] {
      case .fork(let next): pending += next
      case .start(let next): if isStart { pending.append(next) }
      case .end(let next): if isEnd { pending.append(next) }
      case .scalar, .accept: reached.append(state)
      }
    }
    return reached
  }

  /// Adds the states of a piece, and says where they begin; nil when there are too many.
  private mutating func add(_ piece: JSONSchemaPatternPiece, next: Int) -> Int? {
    switch piece {
    case .set(let set): return add(.scalar(set, next: next))
    case .start: return add(.start(next: next))
    case .end: return add(.end(next: next))
    case .sequence(let pieces):
      return pieces.reversed().reduce(next as Int?) { next, piece in next.flatMap { add(piece, next: $0) } }
    case .alternatives(let branches):
      var starts: [Int] = []
      for branch in branches {
        guard let start = add(branch, next: next) else { return nil }
        starts.append(start)
      }
      return add(.fork(starts))
    case .repeated(let piece, let least, let most):
      return add(piece, from: least, to: most, next: next)
    }
  }

  private mutating func add(_ piece: JSONSchemaPatternPiece, from least: Int, to most: Int?, next: Int) -> Int? {
    var start = next
    if let most {
      for _ in least..<max(least, most) {
        guard let optional = add(piece, next: start), let fork = add(.fork([optional, next])) else { return nil }
        start = fork
      }
    } else {
      guard let fork = add(.fork([])), let body = add(piece, next: fork) else { return nil }
      nodes[fork] = .fork([body, next])
      start = fork
    }
    for _ in 0..<least {
      guard let copy = add(piece, next: start) else { return nil }
      start = copy
    }
    return start
  }

  private mutating func add(_ node: Node) -> Int? {
    guard nodes.count < Self.mostNodes else { return nil }
    nodes.append(node)
    return nodes.count - 1
  }
}

/// A part of a regular expression.
indirect enum JSONSchemaPatternPiece {
  case set(JSONSchemaPattern.Set)
  case start
  case end
  case sequence([JSONSchemaPatternPiece])
  case alternatives([JSONSchemaPatternPiece])
  case repeated(JSONSchemaPatternPiece, from: Int, to: Int?)
}
