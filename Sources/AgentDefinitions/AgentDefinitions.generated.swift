// Generated from agents/*.md by scripts/generate-agent-definitions: change those, then run it.

extension AgentDefinitions {
  /// The text of each definition, by the agent's name.
  package static let texts: [String: String] = [
    "compaction": compaction,
    "explore": explore,
    "gen-tests-files": genTestsFiles,
    "gen-tests-python": genTestsPython,
    "gen-tests": genTests,
    "refactor": refactor,
    "review": review,
    "tools": tools,
    "verify": verify,
  ]
}
