import AgentKernel
import CommandLineSupport
import Testing

@Suite struct PermissionConfigurationTests {
  private func configuration(user: String?, project: String? = nil) throws -> (Configuration, [String]) {
    var warnings: [String] = []
    let layers = Configuration.Layers(
      userFile: user.map { ConfigurationFile(name: "config.yml", bytes: Array($0.utf8)) },
      projectFile: project.map { ConfigurationFile(name: ".fulcrum.yml", bytes: Array($0.utf8)) })
    let configuration = try Configuration(layers, warnings: &warnings)
    return (configuration, warnings)
  }

  @Test func `a mode and rules are read, and a rule knows its place`() throws {
    let (configuration, _) = try configuration(
      user: """
        permissions:
          mode: enabled
          rules:
            - verdict: deny
              tool: "*_file"
              paths: ["Generated/**", "*.pem"]
              matches: ["write_file Generated/a.swift", "read_file deep/key.pem"]
              rejects: ["read_file Sources/a.swift"]
            - verdict: ask
              tool: run_command
              command: test Slow*
              matches: ["run_command test Fast SlowTests"]
        """)
    #expect(configuration.permissions.mode == .enabled)
    #expect(
      configuration.permissions.rules.map(\.description) == [
        "deny *_file on Generated/**, *.pem", "ask run_command running test Slow*",
      ])
    #expect(configuration.permissions.rules.map(\.source) == ["config.yml:4", "config.yml:9"])
    #expect(configuration.explanations.contains { $0.name == "permissions" && $0.value == "mode enabled" })
  }

  @Test(arguments: [
    ("permissions: 1", "permissions must be mode and rules"), ("permissions: {mode: yolo}", "mode must be one of auto"),
    ("permissions: {mod: auto}", "unknown key \"mod\" of permissions"),
    ("permissions: {rules: 3}", "rules must be a list"),
    ("permissions: {rules: [{tool: grep}]}", "a rule needs verdict"),
    ("permissions: {rules: [{verdict: deny}]}", "a rule needs verdict"),
    ("permissions: {rules: [{verdict: no, tool: grep}]}", "verdict must be one of allow, ask, deny"),
    ("permissions: {rules: [{verdict: deny, tool: grep, paths: []}]}", "paths is empty"),
    ("permissions: {rules: [{verdict: deny, tool: grep, path: [a]}]}", "unknown key \"path\" of a rule"),
    ("permissions: {rules: [{verdict: deny, tool: gerp}]}", "can never match: no tool is named gerp"),
    (
      "permissions: {rules: [{verdict: deny, tool: grep, matches: [read_file]}]}",
      "does not match its example \"read_file\""
    ),
  ])
  func `a mistake is an error that names its line`(text: String, reason: String) {
    let error = #expect(throws: CommandLineError.self) { try configuration(user: text) }
    #expect(error?.code == .configuration)
    #expect(error?.description.hasPrefix("config.yml:1: ") == true, "\(error?.description ?? "")")
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func `a project adds rules and narrows the mode, and never widens it`() throws {
    let user = "permissions: {mode: enabled, rules: [{verdict: deny, tool: shell}]}"
    let project = "permissions: {mode: auto, rules: [{verdict: deny, tool: read_file, paths: [\"secret/**\"]}]}"
    let (configuration, warnings) = try configuration(user: user, project: project)
    #expect(warnings.isEmpty)
    #expect(configuration.permissions.mode == .enabled)
    #expect(configuration.permissions.rules.count == 2)
    let (narrowed, _) = try self.configuration(user: user, project: "permissions: {mode: reject}")
    #expect(narrowed.permissions.mode == .reject)
    let (alone, _) = try self.configuration(user: nil, project: "permissions: {mode: enabled}")
    #expect(alone.permissions.mode == nil)
    let (kept, told) = try self.configuration(user: user, project: "permissions: {rules: [{verdict: deny, tool: x}]}")
    #expect(kept.permissions.rules.count == 1)
    #expect(told.first?.contains("can never match: no tool is named x") == true)
  }

  @Test func `what is wrong in one place of a project's permissions takes no other rule out of force`() throws {
    let project = """
      permissions:
        mode: rejekt
        rules:
          - {verdict: deny, tool: read_file, paths: ["keys/**"], matches: ["read_file other/a"]}
          - {verdict: deny, tool: gerp}
          - {verdict: deny, tool: grep, paths: ["[a"]}
          - {verdict: deny, tool: glob, paths: ["b/**"]}
        oops: 1
      """
    let (configuration, warnings) = try configuration(user: nil, project: project)
    // The first forbids what it says, whatever its example says.
    #expect(configuration.permissions.rules.map(\.description) == ["deny read_file on keys/**", "deny glob on b/**"])
    #expect(configuration.permissions.mode == nil)
    let reasons = [
      ".fulcrum.yml:2: mode must be one of",
      ".fulcrum.yml:4: the rule \"deny read_file on keys/**\" does not match its",
      ".fulcrum.yml:5: the rule \"deny gerp\" can never match", ".fulcrum.yml:6: a permission rule: ",
      ".fulcrum.yml:8: unknown key \"oops\"",
    ]
    #expect(warnings.count == reasons.count, "\(warnings)")
    for (warning, reason) in zip(warnings, reasons) {
      #expect(warning.hasPrefix(reason), "\(warning)")
      #expect(warning.hasSuffix("; the rest of its permissions is in force"), "\(warning)")
    }
  }
}
