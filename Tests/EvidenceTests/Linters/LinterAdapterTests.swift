import Foundation
import SourceText
import Testing

@testable import Evidence

/// What the outputs of real linters, as they were recorded, become.
@Suite struct LinterAdapterTests {
  struct Recording: Sendable, CustomTestStringConvertible {
    let kind: LinterKind
    let file: String
    var exitCode: Int32 = 0
    let results: [String]

    var testDescription: String { kind.rawValue }
  }

  private static let recordings = [
    Recording(kind: .astGrep, file: "ast-grep.jsonl", exitCode: 1, results: ["a.py:7 high ast-grep/no-eval"]),
    Recording(
      kind: .clangTidy, file: "clang-tidy.txt", results: ["/review/d.c:8 medium clang-tidy/clang-analyzer-unix.Malloc"]),
    Recording(
      kind: .ruff, file: "ruff.sarif",
      results: [
        "/review/a.py:1 medium ruff/F401", "/review/a.py:2 medium ruff/F401", "/review/a.py:5 medium ruff/B006",
        "/review/a.py:6 medium ruff/SIM115",
      ]),
    Recording(kind: .semgrep, file: "semgrep.sarif", results: ["a.py:7 high semgrep/no-eval"]),
    Recording(
      kind: .shellcheck, file: "shellcheck.json", exitCode: 1,
      results: [
        "./b.sh:2 high shellcheck/SC2045", "./b.sh:2 low shellcheck/SC2035", "./b.sh:3 low shellcheck/SC2086",
      ]),
    Recording(
      kind: .swiftFormat, file: "swift-format.txt",
      results: [
        "./c.swift:3 low swift-format/DoNotUseSemicolons", "./c.swift:2 low swift-format/AlwaysUseLowerCamelCase",
      ] + Array(repeating: "./c.swift:2 low swift-format/Spacing", count: 5) + [
        "./c.swift:3 low swift-format/Indentation"
      ] + Array(repeating: "./c.swift:3 low swift-format/Spacing", count: 3)),
  ]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "fixtures/linters")

  private func output(_ text: String, of kind: LinterKind, exitCode: Int32 = 0) -> LinterOutput {
    // swift-format alone tells its findings on the standard error.
    LinterOutput(
      folder: "/review", standardOutput: kind == .swiftFormat ? [] : Array(text.utf8),
      standardError: kind == .swiftFormat ? text : "", exitCode: exitCode)
  }

  @Test(arguments: recordings)
  func `a recorded output is read`(recording: Recording) throws {
    let text = try String(contentsOf: Self.folder.appending(path: recording.file), encoding: .utf8)
    let results = try recording.kind.adapter.results(in: output(text, of: recording.kind, exitCode: recording.exitCode))
    #expect(
      results.map { "\($0.path):\($0.lines?.first ?? 0) \($0.severity.rawValue) \($0.rule)" } == recording.results)
    #expect(results.allSatisfy { !$0.message.isEmpty && !$0.message.hasPrefix("[") && !$0.message.hasSuffix("]") })
  }

  @Test(arguments: LinterKind.allCases)
  func `an exit code that tells of trouble is a fault with the linter's words`(kind: LinterKind) throws {
    let fault = #expect(throws: LinterFault.self) {
      try kind.adapter.results(
        in: LinterOutput(folder: "/review", standardOutput: [], standardError: "\nbad option\nmore\n", exitCode: 2))
    }
    #expect(fault?.reason == "exited with code 2: bad option")
  }

  @Test(arguments: [.ruff, .semgrep, .shellcheck, .astGrep] as [LinterKind])
  func `what is no JSON is a fault`(kind: LinterKind) {
    for text in ["{", "[1,", "hello", "{\"runs\": 3, \"comments\": 3}\n{"] {
      #expect(throws: LinterFault.self) { try kind.adapter.results(in: output(text, of: kind)) }
    }
  }

  @Test(arguments: [.swiftFormat, .clangTidy] as [LinterKind])
  func `a failure without a finding is a fault, also with the code for findings`(kind: LinterKind) {
    #expect(throws: LinterFault.self) {
      try kind.adapter.results(in: output("error: cannot read the configuration", of: kind, exitCode: 1))
    }
  }

  @Test func `what the compiler says is not clang-tidy's`() throws {
    let text = """
      ./a:b.c:1:10: error: 'missing.h' file not found [clang-diagnostic-error]
      ./a:b.c:3:1: warning: m: warning: [x] [bugprone-x,-warnings-as-errors]
      ./a:b.c:4:1: warning: without a check
      """
    let results = try LinterKind.clangTidy.adapter.results(in: output(text, of: .clangTidy, exitCode: 1))
    #expect(results.map(\.path) == ["./a:b.c"])
    #expect(results.map(\.message) == ["m: warning: [x]"])
    #expect(results.map(\.rule) == ["clang-tidy/bugprone-x"])
  }

  @Test(arguments: [
    ("/home/ada/rules/own.yml", "home.ada.rules.no-eval", "no-eval"),
    ("/home/ada/rules", "home.ada.rules.no-eval", "no-eval"),
    ("/home/ada/rules", "home.ada.rules.python.no-eval", "python.no-eval"),
    ("/home/ada/rules/own.yml", "python.no-eval", "python.no-eval"),
  ])
  func `the place of semgrep's rules is no part of their names`(rules: String, id: String, name: String) throws {
    let text = """
      {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Semgrep OSS","rules":[{"id":"\(id)","shortDescription":
      {"text":"Semgrep Finding: \(id)"}}]}},"results":[{"ruleId":"\(id)","message":{"text":"m"},"locations":
      [{"physicalLocation":{"artifactLocation":{"uri":"a.py"},"region":{"startLine":1}}}]}]}]}
      """
    var output = self.output(text, of: .semgrep)
    output.rules = rules
    let results = try LinterKind.semgrep.adapter.results(in: output)
    #expect(results.map(\.rule) == ["semgrep/\(name)"])
    #expect(results.map(\.details) == [""])
  }

  @Test func `only what keeps Python from reading a file is grave for ruff`() throws {
    let text = """
      {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"ruff"}},"results":[
      {"ruleId":"invalid-syntax","level":"error","message":{"text":"m"},"locations":[{"physicalLocation":
      {"artifactLocation":{"uri":"a.py"},"region":{"startLine":1}}}]}]}]}
      """
    #expect(try LinterKind.ruff.adapter.results(in: output(text, of: .ruff)).map(\.severity) == [.high])
  }

  @Test(
    arguments: [
      (.ruff, "a/b.py", "", true), (.ruff, "a.pyi", "", true), (.ruff, "pyproject.toml", "", false),
      (.shellcheck, "a.sh", "", true), (.shellcheck, "bin/run", "#!/usr/bin/env bash", true),
      (.shellcheck, "bin/run", "#!/bin/sh -e", true), (.shellcheck, "bin/run", "#!/usr/bin/env python3", false),
      (.shellcheck, "a.zsh", "#!/bin/zsh", false), (.shellcheck, "a.py", "#!/bin/sh", false),
      (.swiftFormat, "A.swift", "", true), (.swiftFormat, ".swift-format", "", false),
      (.clangTidy, "a.CPP", "", true), (.clangTidy, "a.h", "", false), (.clangTidy, "a.hpp", "", true),
      (.semgrep, "a.rb", "", true), (.semgrep, ".semgrepignore", "", false),
      (.astGrep, "a.ts", "", true), (.astGrep, "rules/a.yml", "", false), (.astGrep, "README", "", false),
    ] as [(LinterKind, String, String, Bool)])
  func `a linter takes what it can read`(kind: LinterKind, path: String, firstLine: String, isTaken: Bool) throws {
    #expect(kind.adapter.takes(try RelativePath(path), firstLine: firstLine) == isTaken)
  }

  @Test(arguments: LinterKind.allCases)
  func `files cannot be taken for options, and without a configuration none is looked for`(kind: LinterKind) {
    let call = LinterCall(files: ["./-x", "./@y"], configuration: [], rules: "/rules.yml")
    let arguments = kind.adapter.arguments(for: call)
    #expect(arguments.contains("./-x") && arguments.contains("./@y"))
    switch kind {
    case .ruff: #expect(arguments.contains("--isolated") && arguments.contains("--no-fix"))
    case .shellcheck: #expect(arguments.contains("--norc"))
    case .clangTidy: #expect(arguments.last == "--" && arguments.contains { $0.hasPrefix("--checks=") })
    case .semgrep: #expect(arguments.contains("--metrics") && arguments.contains("/rules.yml"))
    case .astGrep: #expect(arguments.contains("--rule"))
    case .swiftFormat: #expect(arguments.first == "lint")
    }
  }

  @Test func `ast-grep is told of rules by a file, a project's configuration or a folder`() throws {
    let adapter = LinterKind.astGrep.adapter
    func arguments(_ rules: String?, isFolder: Bool = false) -> [String] {
      adapter.arguments(
        for: LinterCall(files: [], configuration: [], rules: rules, isRulesFolder: isFolder))
    }
    #expect(arguments(nil) == ["scan", "--json=stream", "--"])
    #expect(arguments("/r/one.yml") == ["scan", "--json=stream", "--rule", "/r/one.yml", "--"])
    #expect(arguments("/r/sgconfig.yml") == ["scan", "--json=stream", "--config", "/r/sgconfig.yml", "--"])
    let call = LinterCall(files: [], configuration: [], rules: "/r \"x\"", isRulesFolder: true)
    let file = try #require(adapter.generatedFile(for: call))
    #expect(file.text == "ruleDirs: [\"/r \\\"x\\\"\"]\n")
    #expect(arguments("/r", isFolder: true).contains(file.name))
  }

  @Test func `linters that need rules say so`() throws {
    let none = LinterCall(files: ["./a.py"], configuration: [], rules: nil)
    #expect(LinterKind.semgrep.adapter.obstacle(to: none)?.contains("rules") == true)
    #expect(LinterKind.astGrep.adapter.obstacle(to: none)?.contains("sgconfig.yml") == true)
    let project = LinterCall(files: [], configuration: [try RelativePath("sgconfig.yml")], rules: nil)
    #expect(LinterKind.astGrep.adapter.obstacle(to: project) == nil)
    for kind in LinterKind.allCases where !kind.takesRules { #expect(kind.adapter.obstacle(to: none) == nil) }
  }
}
