#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The files of a project as a graph: an edge leads from a file that uses a name to each file that declares it.
///
/// The idea, and the numbers of the weights, are those of aider's repository map (`repomap.py`): a rank that flows from the
/// changed files along uses says which declarations matter to the change.
package struct SymbolGraph: Sendable {
  /// A declared name that the changed files lead to.
  package struct Ranked: Hashable, Sendable {
    /// The place of the file that declares it, in the list that the graph was made of.
    package var file: Int
    package var name: NameID
    package var score: Double
  }

  private struct Edge {
    var target: Int32
    var name: NameID
    var weight: Double
  }

  /// A name that more files declare tells nothing, such as `init`; and each use of it would be an edge to all of them.
  static let definerLimit = 20

  private static let commonCount = 5
  private static let damping = 0.85
  private static let rounds = 30

  private let focus: Set<Int>
  private let edges: [Edge]

  /// Where the edges of each file begin; one more than there are files.
  private let starts: [Int]

  /// - Parameters:
  ///   - files: what each declares and uses.
  ///   - focus: the places of the changed files in that list; the rank begins there.
  ///   - mentioned: names that the change itself touches.
  package init(_ files: [FileSymbols], focus: Set<Int>, mentioned: Set<NameID>) {
    self.focus = focus
    var definers: [NameID: (files: [Int32], style: NameStyle)] = [:]
    for (index, file) in files.enumerated() {
      for definition in file.definitions {
        let known = definers[definition.name]
        // A file's definitions come together, so the last one shows whether it is counted.
        if let last = known?.files.last, last == Int32(index) { continue }
        guard known.map({ $0.files.count <= Self.definerLimit }) ?? true else { continue }
        definers[definition.name, default: ([], definition.style)].files.append(Int32(index))
      }
    }
    var edges: [Edge] = []
    var starts = [0]
    starts.reserveCapacity(files.count + 1)
    for (index, file) in files.enumerated() {
      for reference in file.references {
        guard let found = definers[reference.name], found.files.count <= Self.definerLimit else { continue }
        var weight = sqrt(Double(reference.count))
        if mentioned.contains(reference.name) { weight *= 10 }
        switch found.style {
        case .telling: weight *= 10
        case .hidden: weight *= 0.1
        case .plain: break
        }
        if found.files.count > Self.commonCount { weight *= 0.1 }
        if focus.contains(index) { weight *= 50 }
        for target in found.files where target != Int32(index) {
          edges.append(Edge(target: target, name: reference.name, weight: weight))
        }
      }
      starts.append(edges.count)
    }
    self.edges = edges
    self.starts = starts
  }

  /// The declarations outside of the changed files that matter most, best first; those of one rank in the order of the files.
  package func ranked(limit: Int) -> [Ranked] {
    guard !focus.isEmpty else { return [] }
    let ranks = ranks()
    var scores: [Key: Double] = [:]
    for file in ranks.indices where ranks[file] > 0 {
      let range = starts[file]..<starts[file + 1]
      let total = edges[range].reduce(0) { $0 + $1.weight }
      guard total > 0 else { continue }
      for edge in edges[range] where !focus.contains(Int(edge.target)) {
        scores[Key(file: Int(edge.target), name: edge.name), default: 0] += ranks[file] * edge.weight / total
      }
    }
    return scores.map { Ranked(file: $0.key.file, name: $0.key.name, score: $0.value) }
      .sorted { ($1.score, $0.file, $0.name) < ($0.score, $1.file, $1.name) }
      .prefix(limit).map { $0 }
  }

  private struct Key: Hashable {
    var file: Int
    var name: NameID
  }

  /// The PageRank of each file, with jumps to the changed files alone (Haveliwala's topic-sensitive form).
  private func ranks() -> [Double] {
    let count = starts.count - 1
    let jump = 1 / Double(focus.count)
    let totals = (0..<count).map { file in edges[starts[file]..<starts[file + 1]].reduce(0) { $0 + $1.weight } }
    var ranks = [Double](repeating: 0, count: count)
    for file in focus { ranks[file] = jump }
    for _ in 0..<Self.rounds {
      var next = [Double](repeating: 0, count: count)
      var lost = 1 - Self.damping
      for file in 0..<count where ranks[file] > 0 {
        guard totals[file] > 0 else {
          lost += Self.damping * ranks[file]
          continue
        }
        let share = Self.damping * ranks[file] / totals[file]
        for edge in edges[starts[file]..<starts[file + 1]] { next[Int(edge.target)] += share * edge.weight }
      }
      for file in focus { next[file] += lost * jump }
      ranks = next
    }
    return ranks
  }
}
