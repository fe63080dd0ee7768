import JSON

/// What a run left, as it was looked at without the program.
struct RunVerdict {
  struct Step {
    let title: String
    let files: [String]

    /// The commit, as the program tells it; nil for a step that was left.
    let commit: String?

    /// Which gate was red.
    let gate: String?

    /// How many steps were judged together.
    let batch: Int

    /// What the planted edit in it was; nil where nothing was planted.
    let plant: Plant.Kind?
  }

  var exitCode: Int?
  var steps: [Step] = []

  /// Engines that refused, a sentence each: no step was started.
  var refusals: [String] = []

  /// What is not as it must be, a sentence each; none for a sound run.
  var faults: [String] = []

  var seconds = 0

  /// The commits from the oldest, as git lists them.
  var commits: [String] = []

  /// Why the program ended without a report.
  var trouble: String?

  var json: JSONValue {
    [
      "exit_code": exitCode.map { JSONValue($0) } ?? .null, "seconds": JSONValue(seconds),
      "refusals": .array(refusals.map(JSONValue.string)), "faults": .array(faults.map(JSONValue.string)),
      "commits": .array(commits.map(JSONValue.string)), "trouble": JSONValue(trouble),
      "steps": .array(
        steps.map { step in
          [
            "title": .string(step.title), "files": .array(step.files.map(JSONValue.string)),
            "commit": JSONValue(step.commit), "gate": JSONValue(step.gate), "batch": JSONValue(step.batch),
            "plant": JSONValue(step.plant?.rawValue),
          ]
        }),
    ]
  }

  init() {}

  init(_ json: JSONValue) {
    exitCode = json["exit_code"]?.integer
    seconds = json["seconds"]?.integer ?? 0
    refusals = (json["refusals"]?.array ?? []).compactMap(\.string)
    faults = (json["faults"]?.array ?? []).compactMap(\.string)
    commits = (json["commits"]?.array ?? []).compactMap(\.string)
    trouble = json["trouble"]?.string
    steps = (json["steps"]?.array ?? []).map { step in
      Step(
        title: step["title"]?.string ?? "", files: (step["files"]?.array ?? []).compactMap(\.string),
        commit: step["commit"]?.string, gate: step["gate"]?.string, batch: step["batch"]?.integer ?? 1,
        plant: step["plant"]?.string.flatMap(Plant.Kind.init))
    }
  }
}
