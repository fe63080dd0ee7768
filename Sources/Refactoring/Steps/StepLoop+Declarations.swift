extension StepLoop {
  /// The first steps of a batch, as many as the gates may judge together.
  ///
  /// What a model's step declares of the public interface is meant for that step alone, and would be for all of its batch.
  func judgedTogether(_ batch: [Int]) -> [Int] {
    guard let number = state.round?.engine, plan.engines.indices.contains(number), plan.engines[number] is ModelEngine
    else { return batch }
    let plain = batch.prefix { steps.indices.contains($0) && steps[$0].declaredInterfaceChanges.isEmpty }
    return plain.isEmpty ? Array(batch.prefix(1)) : Array(plain)
  }
}
