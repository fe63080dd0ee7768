extension Shard {
  /// The shard that a scheduler has given this process.
  ///
  /// | scheduler | index | count |
  /// |---|---|---|
  /// | Kubernetes, Indexed Job | `JOB_COMPLETION_INDEX`, from 0 | must be given |
  /// | Slurm, array | `SLURM_ARRAY_TASK_ID`, from `SLURM_ARRAY_TASK_MIN` in steps of `SLURM_ARRAY_TASK_STEP` | `SLURM_ARRAY_TASK_COUNT` |
  /// | GitLab, `parallel` | `CI_NODE_INDEX`, from 1 | `CI_NODE_TOTAL` |
  ///
  /// - Parameters:
  ///   - environment: the variables of this process.
  ///   - count: the count that the command line gives; nil for that of the environment.
  /// - Throws: `RefactoringError` when the environment says nothing, something that makes no sense, or two things.
  package init(environment: [String: String], count: Int? = nil) throws(RefactoringError) {
    var found: [(scheduler: String, shard: Shard)] = []
    for scheduler in Scheduler.all {
      guard let index = try scheduler.index(environment) else { continue }
      let known = try scheduler.count(environment)
      if let count, let known, count != known {
        throw RefactoringError(
          .recipe, "--shard env/\(count) does not fit \(scheduler.name), which has \(known) tasks; leave the number out"
        )
      }
      guard let count = count ?? known else {
        throw RefactoringError(
          .recipe,
          "\(scheduler.name) says which task this is, but not of how many; write --shard env/N with the number of tasks"
        )
      }
      do throws(RefactoringError) {
        found.append((scheduler.name, try Shard(index: index, of: count)))
      } catch {
        throw RefactoringError(
          .recipe, "\(scheduler.name) counts this task as \(index) of \(count); \(scheduler.advice)")
      }
    }
    guard let first = found.first else {
      throw RefactoringError(
        .recipe,
        "--shard env finds none of JOB_COMPLETION_INDEX (Kubernetes), SLURM_ARRAY_TASK_ID (Slurm) and CI_NODE_INDEX "
          + "(GitLab) in the environment; write --shard I/N")
    }
    if let other = found.first(where: { $0.shard != first.shard }) {
      throw RefactoringError(
        .recipe,
        "the environment names two shards, \(first.shard) by \(first.scheduler) and \(other.shard) by "
          + "\(other.scheduler); write --shard I/N")
    }
    self = first.shard
  }
}

/// What one scheduler tells its tasks.
private struct Scheduler {
  let name: String
  let indexVariable: String

  /// The variable that holds the first task's index, or the index itself.
  var firstVariable: String?
  var first = 0
  var stepVariable: String?
  var countVariable: String?

  /// What to do when the numbers are no shard.
  let advice: String

  static let all = [
    Scheduler(
      name: "Kubernetes", indexVariable: "JOB_COMPLETION_INDEX",
      advice: "give --shard env/N the job's number of completions"),
    Scheduler(
      name: "Slurm", indexVariable: "SLURM_ARRAY_TASK_ID", firstVariable: "SLURM_ARRAY_TASK_MIN",
      stepVariable: "SLURM_ARRAY_TASK_STEP", countVariable: "SLURM_ARRAY_TASK_COUNT",
      advice: "an array must have evenly spaced tasks, as --array=1-16 has; or write --shard I/N"),
    Scheduler(
      name: "GitLab", indexVariable: "CI_NODE_INDEX", first: 1, countVariable: "CI_NODE_TOTAL",
      advice: "the job needs parallel: N; or write --shard I/N"),
  ]

  /// The index from 1; nil when this scheduler runs nothing here.
  func index(_ environment: [String: String]) throws(RefactoringError) -> Int? {
    guard let index = try number(indexVariable, environment) else { return nil }
    let first = try firstVariable.flatMap { name throws(RefactoringError) in try number(name, environment) } ?? first
    let step = try stepVariable.flatMap { name throws(RefactoringError) in try number(name, environment) } ?? 1
    guard step > 0, index >= first, (index - first).isMultiple(of: step) else {
      throw RefactoringError(.recipe, "\(name)'s \(indexVariable)=\(index) makes no sense; write --shard I/N")
    }
    return (index - first) / step + 1
  }

  func count(_ environment: [String: String]) throws(RefactoringError) -> Int? {
    guard let countVariable else { return nil }
    return try number(countVariable, environment)
  }

  private func number(_ variable: String, _ environment: [String: String]) throws(RefactoringError) -> Int? {
    guard let text = environment[variable], !text.isEmpty else { return nil }
    guard let number = Int(text), (0...1_000_000_000).contains(number) else {
      throw RefactoringError(
        .recipe, "the environment variable \(variable) is no number but \(String(reflecting: text)); write --shard I/N")
    }
    return number
  }
}
