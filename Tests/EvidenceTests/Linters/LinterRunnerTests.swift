import Foundation
import Processes
import TestSupport
import Testing

@testable import Evidence

/// The six linters at work in the sandbox.
@Suite(.timeLimit(.minutes(5)), .serialized) struct LinterRunnerTests {
  private static let python = "import os\n\n\ndef load(text):\n    return eval(text)\n"

  @Test(.enabled(if: LinterWorkshop.has(.ruff), "ruff is not installed"))
  func `ruff finds, and looks at the state before`() async throws {
    let workshop = try await LinterWorkshop()
    let run = try await workshop.run(ConfiguredLinter(.ruff), on: "src/a.py", Self.python, from: "import os\n")
    #expect(run.warning == nil)
    #expect(run.findings == ["1 ruff/F401"])
    #expect(run.report?.results.map(\.path) == ["src/a.py"])
    #expect(run.base?.results.map(\.rule) == ["ruff/F401"])
  }

  @Test(.enabled(if: LinterWorkshop.has(.ruff), "ruff is not installed"))
  func `the base configures, and the change does not`() async throws {
    let workshop = try await LinterWorkshop()
    let strict = "[tool.ruff.lint]\nselect = [\"S307\"]\n"
    let lax = "[tool.ruff.lint]\nselect = [\"E999\"]\nignore = [\"ALL\"]\n"
    let byBase = try await workshop.run(
      ConfiguredLinter(.ruff), on: "src/a.py", Self.python, base: [("pyproject.toml", strict)],
      head: [("ruff.toml", "lint.select = []\n"), ("src/pyproject.toml", lax), ("src/.ruff.toml", lax)])
    #expect(byBase.findings == ["5 ruff/S307"], "\(byBase)")
    let byChange = try await workshop.run(
      ConfiguredLinter(.ruff), on: "src/a.py", Self.python, head: [("pyproject.toml", strict)])
    #expect(byChange.findings == ["1 ruff/F401"], "\(byChange)")
  }

  @Test(.enabled(if: LinterWorkshop.has(.shellcheck), "shellcheck is not installed"))
  func `shellcheck finds, also in a script without an extension`() async throws {
    let workshop = try await LinterWorkshop()
    let text = "#!/bin/sh\nrm $1\n"
    let run = try await workshop.run(ConfiguredLinter(.shellcheck), on: "bin/clean", text)
    #expect(run.findings == ["2 shellcheck/SC2086"], "\(run)")
    let quiet = try await workshop.run(
      ConfiguredLinter(.shellcheck), on: "bin/clean", text, base: [(".shellcheckrc", "disable=SC2086\n")])
    #expect(quiet.warning == nil)
    #expect(quiet.findings.isEmpty)
  }

  @Test(.enabled(if: LinterWorkshop.has(.swiftFormat), "swift-format is not installed"))
  func `swift-format finds`() async throws {
    let workshop = try await LinterWorkshop()
    let run = try await workshop.run(
      ConfiguredLinter(.swiftFormat), on: "Sources/A.swift", "let a = 1;\n",
      base: [(".swift-format", "{\"version\": 1}\n")])
    #expect(run.findings.contains("1 swift-format/DoNotUseSemicolons"), "\(run)")
  }

  @Test(.enabled(if: LinterWorkshop.has(.clangTidy), "clang-tidy is not installed"))
  func `clang-tidy finds, and does not mind a header that is not there`() async throws {
    let workshop = try await LinterWorkshop()
    let text =
      "#include \"other.h\"\nint f(int n) { int a[2] = {0, 1}; return n / 0; }\nint g(char *s) { if (s == s) return 1; return 0; }\n"
    let run = try await workshop.run(
      ConfiguredLinter(.clangTidy), on: "src/a.c", text,
      base: [(".clang-tidy", "Checks: '-*,misc-redundant-expression'\n")])
    #expect(run.warning == nil, "\(run)")
    #expect(run.report != nil)
    let whole = try await workshop.run(
      ConfiguredLinter(.clangTidy), on: "src/a.c", String(text.drop { $0 != "\n" }),
      base: [(".clang-tidy", "Checks: '-*,misc-redundant-expression'\n")])
    #expect(whole.findings == ["3 clang-tidy/misc-redundant-expression"], "\(whole)")
  }

  private static let astRule =
    "id: no-eval\nlanguage: python\nseverity: error\nmessage: eval\nrule:\n  pattern: eval($X)\n"

  @Test(.enabled(if: LinterWorkshop.has(.astGrep), "ast-grep is not installed"))
  func `ast-grep works by the base's rules, or the user's`() async throws {
    let workshop = try await LinterWorkshop()
    let byBase = try await workshop.run(
      ConfiguredLinter(.astGrep), on: "src/a.py", Self.python,
      base: [("sgconfig.yml", "ruleDirs: [rules]\n"), ("rules/no-eval.yml", Self.astRule)],
      head: [("rules/other.yml", Self.astRule.replacing("no-eval", with: "planted"))])
    #expect(byBase.findings == ["5 ast-grep/no-eval"], "\(byBase)")
    let folder = try TemporaryFolder()
    try Self.astRule.write(toFile: folder.path + "/own.yml", atomically: true, encoding: .utf8)
    for rules in [folder.path, folder.path + "/own.yml"] {
      let run = try await workshop.run(ConfiguredLinter(.astGrep, rules: rules), on: "src/a.py", Self.python)
      #expect(run.findings == ["5 ast-grep/no-eval"], "\(run)")
    }
    let without = try await workshop.run(ConfiguredLinter(.astGrep), on: "src/a.py", Self.python)
    #expect(without.warning?.hasPrefix("ast-grep was not used: it needs rules") == true, "\(without)")
  }

  @Test(.enabled(if: LinterWorkshop.has(.semgrep), "semgrep is not installed"))
  func `semgrep works by the user's rules`() async throws {
    let workshop = try await LinterWorkshop()
    let folder = try TemporaryFolder()
    let rules = "rules: [{id: no-eval, pattern: eval(...), message: m, languages: [python], severity: ERROR}]\n"
    try rules.write(toFile: folder.path + "/own.yml", atomically: true, encoding: .utf8)
    let run = try await workshop.run(
      ConfiguredLinter(.semgrep, rules: folder.path + "/own.yml"), on: "tests/a.py", Self.python)
    #expect(run.warning == nil)
    #expect(run.findings == ["5 semgrep/no-eval"], "\(run)")
  }

  // MARK: Trouble

  @Test func `a linter that is not there, hangs or fails is one warning`() async throws {
    let workshop = try await LinterWorkshop()
    let missing = try await workshop.run(
      ConfiguredLinter(.ruff, program: "/nowhere/ruff"), on: "a.py", Self.python)
    #expect(missing.report == nil)
    #expect(missing.warning?.hasPrefix("ruff was not run: \"/nowhere/ruff\" is not there") == true, "\(missing)")
    let folder = try TemporaryFolder()
    func program(_ text: String) throws -> String {
      let path = folder.path + "/\(UUID().uuidString)"
      try "#!/bin/sh\n\(text)\n".write(toFile: path, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      return path
    }
    let failing = try await workshop.run(
      ConfiguredLinter(.ruff, program: try program("echo broken >&2; exit 3")), on: "a.py", Self.python)
    #expect(failing.warning == "ruff was not used: exited with code 3: broken")
    let hanging = try await workshop.run(
      ConfiguredLinter(.ruff, program: try program("while :; do :; done")), on: "a.py", Self.python,
      deadline: .now + .milliseconds(500))
    #expect(hanging.warning == "ruff was not used: did not end within its deadline")
    let talking = try await workshop.run(
      ConfiguredLinter(.ruff, program: try program("head -c 40000000 /dev/zero")), on: "a.py", Self.python)
    #expect(talking.warning == "ruff was not used: wrote more than 16 MiB")
    let late = try await workshop.run(ConfiguredLinter(.ruff, program: "/bin/true"), on: "a.py", "x", deadline: .now)
    #expect(late.warning == "ruff was not used: the time was over")
  }

  @Test func `a linter sees the changed file and has no network, no secret, nothing to write`() async throws {
    let workshop = try await LinterWorkshop()
    let folder = try TemporaryFolder()
    let path = folder.path + "/spy"
    let sentinel = folder.path + "/sentinel"
    try "secret".write(toFile: sentinel, atomically: true, encoding: .utf8)
    let script = """
      #!/bin/sh
      { ls -A; env | cut -d= -f1 | sort | tr '\\n' ' '; cat \(sentinel) 2>/dev/null && echo READ; touch x && echo WROTE
      } 2>/dev/null | tr '\\n' ' ' >&2
      exit 9
      """
    try script.write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let run = try await workshop.run(
      ConfiguredLinter(.ruff, program: path), on: "a.py", "x = 1\n",
      base: [("other.py", "y"), ("pyproject.toml", "")])
    let said = try #require(run.warning)
    #expect(said.contains("a.py pyproject.toml"), "\(said)")
    for word in ["READ", "WROTE", "other.py", "SSH", "KEY"] { #expect(!said.contains(word), "\(said)") }
  }

  @Test func `a linter that takes none of the files says nothing`() async throws {
    let workshop = try await LinterWorkshop()
    let run = try await workshop.run(ConfiguredLinter(.ruff, program: "/bin/false"), on: "README.md", "x")
    #expect(run == LinterRun(name: "ruff"))
  }
}
