/// Which steps of a proposal are tried next, and which of them together.
struct StepQueue: Hashable, Sendable {
  /// Steps that no batch holds yet, in their order.
  private(set) var waiting: [Int]

  /// Parts of red batches, to be tried before the waiting ones.
  private(set) var parts: [[Int]] = []

  init(count: Int) { waiting = Array(0..<count) }

  var isEmpty: Bool { waiting.isEmpty && parts.isEmpty }

  /// How many steps are still to come.
  var count: Int { waiting.count + parts.reduce(0) { $0 + $1.count } }

  /// The batch to try next; nil when there is none.
  ///
  /// - Parameter size: how many waiting steps are taken at the most.
  func next(size: Int) -> [Int]? {
    if let part = parts.first { return part }
    return waiting.isEmpty ? nil : Array(waiting.prefix(max(1, size)))
  }

  /// Takes a batch out that is tried now.
  mutating func take(_ batch: [Int]) {
    if parts.first == batch {
      parts.removeFirst()
    } else {
      let taken = Set(batch)
      waiting.removeAll { taken.contains($0) }
      parts = parts.map { $0.filter { !taken.contains($0) } }.filter { !$0.isEmpty }
    }
  }

  /// Brings the halves of a red batch back: one of them, or both, hold what is wrong.
  mutating func split(_ batch: [Int]) {
    let middle = (batch.count + 1) / 2
    parts = [Array(batch[..<middle]), Array(batch[middle...])].filter { !$0.isEmpty } + parts
  }

  /// Brings a step back to be tried by itself.
  mutating func retry(_ step: Int) { parts.insert([step], at: 0) }
}
