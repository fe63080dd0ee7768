/// The states of a glob pattern, and the steps between them.
struct GlobAutomaton: Sendable {
  private enum Node: Sendable {
    case scalar(Unicode.Scalar, next: Int)
    case anyScalar(next: Int)
    case scalarOrSlash(next: Int)
    case scalarClass([ClosedRange<Unicode.Scalar>], isNegated: Bool, next: Int)

    /// Goes on at each of the states without a step.
    case fork([Int])
    case accept
  }

  private static let accept = 0

  private var nodes: [Node] = [.accept]

  /// The states before the first scalar of a path.
  private(set) var initialStates: [Int] = []

  init(_ tokens: [GlobToken]) {
    let start = add(tokens, next: Self.accept)
    initialStates = closure([start])
  }

  func accepts(_ states: [Int]) -> Bool { states.contains(Self.accept) }

  func states(after scalar: Unicode.Scalar, from states: [Int]) -> [Int] {
    closure(states.compactMap { step(nodes[$0], scalar) })
  }

  private func step(_ node: Node, _ scalar: Unicode.Scalar) -> Int? {
    switch node {
    case .scalar(let wanted, let next): scalar == wanted ? next : nil
    case .anyScalar(let next): scalar == "/" ? nil : next
    case .scalarOrSlash(let next): next
    case .scalarClass(let ranges, let isNegated, let next):
      scalar != "/" && ranges.contains { $0.contains(scalar) } != isNegated ? next : nil
    case .fork, .accept: nil
    }
  }

  /// The states that can be reached without a step, each once, forks left out.
  private func closure(_ starts: [Int]) -> [Int] {
    var isSeen = [Bool](repeating: false, count: nodes.count)
    var pending = starts
    var reached: [Int] = []
    while let state = pending.popLast() {
      if isSeen[state] { continue }
      isSeen[state] = true
      if case .fork(let next) = nodes[state] { pending += next } else { reached.append(state) }
    }
    return reached
  }

  /// Adds the states of some tokens, last token first, and says where they begin.
  private mutating func add(_ tokens: [GlobToken], next: Int) -> Int {
    tokens.reversed().reduce(next) { add($1, next: $0) }
  }

  private mutating func add(_ token: GlobToken, next: Int) -> Int {
    switch token {
    case .scalar(let scalar): add(.scalar(scalar, next: next))
    case .anyScalar: add(.anyScalar(next: next))
    case .scalarClass(let ranges, let isNegated): add(.scalarClass(ranges, isNegated: isNegated, next: next))
    case .anyRun: addLoop(next: next) { .anyScalar(next: $0) }
    case .everything: add(.scalarOrSlash(next: addLoop(next: next) { .scalarOrSlash(next: $0) }))
    case .anyFolders:
      add(.fork([next, addLoop(next: add(.scalar("/", next: next))) { .scalarOrSlash(next: $0) }]))
    case .alternatives(let branches): add(.fork(branches.map { add($0, next: next) }))
    }
  }

  /// Adds a state that goes on at `next`, or takes a step and comes back.
  private mutating func addLoop(next: Int, step: (Int) -> Node) -> Int {
    let fork = add(.fork([]))
    nodes[fork] = .fork([add(step(fork)), next])
    return fork
  }

  private mutating func add(_ node: Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }
}
