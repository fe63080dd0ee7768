import JSON
import Redaction
import SourceText
import TestGeneration
import Verification

/// What a run would do, in words or as JSON.
enum PlanText {
  /// Functions that are shown at most; all of them stand in the JSON.
  private static let targetLimit = 10

  static func text(of plans: [GenerationPlan], isJSON: Bool, explains: Bool) -> String {
    if isJSON {
      let values = plans.map { plan -> JSONValue in
        [
          "project": .string(plan.layout.name), "kind": .string(plan.layout.kind.rawValue),
          "reasons": .array(plan.layout.reasons.map(JSONValue.string)),
          "selection": .string(plan.selection.words), "module": .string(plan.selection.module.name),
          "files": .array(plan.selection.paths.map { .string($0.string) }),
          "targets": .array(plan.targets.map(JSONGenerationReport.value)),
          "place": .string(plan.place), "framework": JSONValue(plan.framework?.rawValue),
        ]
      }
      return JSONValue.array(values).serialized(.indented) + "\n"
    }
    return plans.map { plan in
      var lines = explains ? plan.layout.reasons : []
      let subject =
        "\(plan.selection.words) (\(plan.selection.paths.count) "
        + "\(plan.selection.paths.count == 1 ? "file" : "files") of \(plan.selection.module.name))"
      lines.append(
        plan.framework.map { "Tests for \(subject) would go to \(plan.place), with \($0.rawValue)." }
          ?? "\(subject) would be measured; tests for it are written by a model alone.")
      if !plan.targets.isEmpty {
        lines.append("Most wanted, by complexity, change and callers:")
        lines += plan.targets.prefix(targetLimit).map { "  \($0.path):\($0.lines.first): \($0.words)" }
        if plan.targets.count > targetLimit { lines.append("  and \(plan.targets.count - targetLimit) more") }
      }
      // Names come from the project.
      return lines.map { TerminalText.escaped($0, keepingNewlines: false) + "\n" }.joined()
    }.joined()
  }
}
