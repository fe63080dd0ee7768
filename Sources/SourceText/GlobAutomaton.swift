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

  /// All states that the part of a path that was read leads to.
  struct Walk {
    private let automaton: GlobAutomaton
    private var states: [Int]

    /// The number of the step that reached each state last, so that each is taken once a step without a new list.
    private var steps: [Int]
    private var count = 0

    init(_ automaton: GlobAutomaton) {
      self.automaton = automaton
      states = automaton.initialStates
      steps = Array(repeating: 0, count: automaton.nodes.count)
    }

    /// Whether the pattern matches what was read.
    var isAccepting: Bool { states.contains(GlobAutomaton.accept) }

    /// Goes on over one scalar.
    ///
    /// - Returns: whether the pattern can match what begins so.
    mutating func advance(over scalar: Unicode.Scalar) -> Bool {
      count += 1
      var reached: [Int] = []
      for state in states {
        guard let next = automaton.step(automaton.nodes[state], scalar) else { continue }
        for state in automaton.closures[next] where steps[state] != count {
          steps[state] = count
          reached.append(state)
        }
      }
      states = reached
      return !reached.isEmpty
    }
  }

  private static let accept = 0

  private var nodes: [Node] = [.accept]

  /// The states before the first scalar of a path.
  private var initialStates: [Int] = []

  /// For each state, those that can be reached from it without a step.
  private var closures: [[Int]] = []

  init(_ tokens: [GlobToken]) {
    let start = add(tokens, next: Self.accept)
    closures = nodes.indices.map(closure)
    initialStates = closures[start]
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
  private func closure(_ start: Int) -> [Int] {
    guard case .fork = nodes[start] else { return [start] }
    var isSeen = [Bool](repeating: false, count: nodes.count)
    var pending = [start]
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
