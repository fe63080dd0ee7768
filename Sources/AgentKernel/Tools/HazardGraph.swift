/// Which calls of a batch must wait for which, by what they read and write.
///
/// A call waits for each earlier call that it conflicts with (read after write, write after read, write after write on
/// the same place), so that the outcome is that of running the batch one by one in call order.
package struct HazardGraph: Hashable, Sendable {
  /// For each call, the earlier calls that must have ended before it starts.
  package let predecessors: [Set<Int>]

  package init(_ effects: [ToolEffects]) {
    predecessors = effects.indices.map { later in
      Set((0..<later).filter { effects[$0].conflicts(with: effects[later]) })
    }
  }

  /// The calls that can start now: in call order, not started, and with all their predecessors done.
  package func ready(started: Set<Int>, done: Set<Int>) -> [Int] {
    predecessors.indices.filter { !started.contains($0) && predecessors[$0].isSubset(of: done) }
  }
}
