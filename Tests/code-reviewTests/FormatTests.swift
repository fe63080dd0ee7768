import Foundation
import JSON
import TestSupport
import Testing

/// The reports of the built program, each by the rules of its format.
@Suite(.timeLimit(.minutes(5))) struct FormatTests {
  /// What becomes of a review.
  enum Course: CaseIterable {
    case findings
    case clean
    case incomplete
  }

  enum Form: String, CaseIterable {
    case text
    case json
    case markdown
    case sarif
    case github
    case gitlab
    case checkstyle
    case rdjson
  }

  private let words = "the model's review"

  @Test(arguments: Form.allCases, Course.allCases)
  func `a report keeps to its format`(form: Form, course: Course) async throws {
    // Nobody listens at the first port, which takes half a minute of retries to be sure of.
    let project = try course == .incomplete ? ReviewedProject(model: "http://127.0.0.1:1") : ReviewedProject()
    if course == .findings {
      let texts = Planted.allCases.map(\.text).joined() + "    ::error file=a,line=1::fooled\u{1b}[31m  \n"
      try project.commit("src/a b,c:é%.py", texts)
    }
    let result = try await project.review("--format", form.rawValue, "--quiet", "--deadline-seconds", "5")
    let codes: [Int32] = course == .findings ? [1] : course == .clean ? [0] : [3, 4]
    #expect(codes.contains(result.exitCode ?? -1), "\(result)")
    #expect(!result.everything.contains(Planted.token))
    #expect(!result.everything.contains("\u{1b}"))
    #expect(!result.output.isEmpty && result.output.hasSuffix("\n"))
    switch form {
    case .text: checkText(result.output, course)
    case .json: try checkJSON(result.output, course)
    case .markdown: checkMarkdown(result.output, course)
    case .sarif: try checkSARIF(result.output, course)
    case .github: checkGitHub(result.output, course)
    case .gitlab: try checkGitLab(result.output, course)
    case .checkstyle: checkCheckstyle(result.output, course)
    case .rdjson: try checkRDJSON(result.output, course)
    }
  }

  @Test func `every form has a check`() async throws {
    let result = try await ReviewedProject().review("--format", "none")
    let known = result.errors.split(separator: "\n").filter { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
    #expect(result.exitCode == 2)
    #expect(known == Form.allCases.map(\.rawValue), "\(result)")
  }

  @Test func `the text shows the source line, a mark below it, and no more of a secret than its beginning`()
    async throws
  {
    let project = try ReviewedProject()
    try project.commit("src/a.py", "def f():\n\tif x:\n\t\tbreakpoint()\n\t\tt = '\(Planted.token)'\n")
    let lines = try await project.review("--quiet").output.split(separator: "\n").map(String.init)
    let leftover = try #require(lines.firstIndex { $0.hasPrefix("src/a.py:3:3: ") })
    #expect(lines[leftover].hasSuffix("[debug-leftover]"))
    #expect(lines[(leftover + 1)...(leftover + 2)] == ["  3 │         breakpoint()", "    │         ^~~~~~~~~~~~"])
    let secret = try #require(lines.firstIndex { $0.hasPrefix("src/a.py:4:3: critical: ") })
    #expect(lines[secret].hasSuffix(" (blocking)"))
    #expect(lines[secret + 1] == "  4 │         t = 'ghp_…(40 characters)'")
  }

  @Test func `no line of the text is a command of a build server`() async throws {
    let server = try LoopbackServer { request in
      let call = ModelCall(request)
      if call.isVerifier { return ScriptedReviewer.verdict("confirmed") }
      var finding = ScriptedReviewer.trueFinding.object ?? [:]
      finding["explanation"] = "It says:\n::error file=a::fooled\n  ::stop-commands::x\nand ##[error]fooled"
      finding["suggestion"] = "a\n::add-mask::a\n##vso[task.complete]\n"
      return ScriptedReviewer.report([.object(finding)])
    }
    let result = try await ReviewedProject(model: server.url).review("--quiet")
    #expect(result.output.contains("fooled"), "\(result)")
    #expect(result.output.contains("src/cart.py:3:5: high: \(ScriptedReviewer.trueTitle) ["))
    for line in result.output.split(separator: "\n") {
      #expect(!line.drop { $0 == " " }.hasPrefix("::"))
      #expect(!line.contains("##[") && !line.contains("##vso["))
    }
  }

  // MARK: The checks

  private func checkText(_ text: String, _ course: Course) {
    #expect(text.contains("No issues found.") == (course == .clean))
    #expect(text.contains("INCOMPLETE: \(words)") == (course == .incomplete))
    guard course == .findings else { return }
    for line in [1, 6] { #expect(text.contains("\nsrc/a b,c:é%.py:\(line):1: critical: ")) }
    #expect(text.contains("\n    │ ^~~~"))
  }

  private func checkMarkdown(_ text: String, _ course: Course) {
    #expect(text.hasPrefix("## Review of "))
    #expect(text.contains("No issues found.") == (course == .clean))
    #expect(text.contains("> **Incomplete:** \(words)") == (course == .incomplete))
    #expect(text.contains("\n### ") == (course == .findings))
  }

  private func checkJSON(_ text: String, _ course: Course) throws {
    let report = try valid(text, "schemas/review-report.schema.json")
    #expect(report["complete"]?.bool == (course != .incomplete))
    #expect(report["findings"]?.array?.isEmpty == (course != .findings))
  }

  private func checkSARIF(_ text: String, _ course: Course) throws {
    let run = try #require(valid(text, "fixtures/schemas/schemastore/sarif-2.1.0.json")["runs"]?[0])
    #expect(run["invocations"]?[0]?["executionSuccessful"]?.bool == (course != .incomplete))
    #expect(run["results"]?.array?.isEmpty == (course != .findings))
    for result in run["results"]?.array ?? [] {
      #expect(
        result["locations"]?[0]?["physicalLocation"]?["artifactLocation"]?["uri"] == "src/a%20b%2Cc%3A%C3%A9%25.py")
    }
  }

  private func checkGitLab(_ text: String, _ course: Course) throws {
    let issues = try #require(valid(text, "fixtures/schemas/gitlab/code-quality.json").array)
    #expect(issues.isEmpty == (course == .clean))
    #expect(issues.contains { $0["check_name"] == "review-incomplete" } == (course == .incomplete))
    let fingerprints = issues.map { $0["fingerprint"] }
    #expect(Set(fingerprints).count == fingerprints.count)
  }

  private func checkRDJSON(_ text: String, _ course: Course) throws {
    let report = try valid(text, "fixtures/schemas/reviewdog/DiagnosticResult.json")
    let diagnostics = try #require(report["diagnostics"]?.array)
    #expect(diagnostics.isEmpty == (course == .clean))
    #expect(diagnostics.contains { $0["code"]?["value"] == "review-incomplete" } == (course == .incomplete))
  }

  private func checkGitHub(_ text: String, _ course: Course) {
    let property = "(file|line|endLine|title)=([^%,:\\r\\n]|%(25|0D|0A|3A|2C))+"
    let command = "^::(error|warning|notice) \(property)(,\(property))*::([^%\\r\\n]|%(25|0D|0A))+$"
    let schema = JSONSchema(["pattern": .string(command)])
    let lines = text.split(separator: "\n").map(String.init)
    for line in lines.dropLast() { #expect(schema.violations(in: .string(line)) == [], "\(line)") }
    #expect((lines.count == 1) == (course == .clean))
    #expect((lines.first?.hasPrefix("::warning title=Review incomplete::\(words)") ?? false) == (course == .incomplete))
    #expect((lines.first?.hasPrefix("::error file=src/a b%2Cc%3Aé%25.py,line=") ?? false) == (course == .findings))
  }

  private func checkCheckstyle(_ text: String, _ course: Course) {
    let reader = CheckstyleErrors()
    #expect(reader.read(text))
    #expect(reader.errors.isEmpty == (course == .clean))
    #expect(
      reader.errors.contains { $0["source"] == "code-review.review-incomplete" } == (course == .incomplete))
    for error in reader.errors { #expect(Set(error.keys) == ["line", "severity", "message", "source"]) }
  }

  /// The text as JSON that fits a schema of the repository.
  private func valid(_ text: String, _ schema: String) throws -> JSONValue {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let published = JSONSchema(try JSONValue.parse(Array(Data(contentsOf: root.appending(path: schema)))))
    let value = try JSONValue.parse(text)
    #expect(published.violations(in: value) == [])
    return value
  }
}
