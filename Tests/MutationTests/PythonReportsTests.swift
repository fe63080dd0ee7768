import SourceText
import Testing

@testable import Mutation

struct PythonReportsTests {
  private static let dump = """
    [{"job_id": "b", "mutations": [{"module_path": "src/calc.py", "operator_name": "core/ReplaceBinaryOperator_Add_Sub", "occurrence": 0, "start_pos": [17, 17], "end_pos": [17, 18], "operator_args": {}, "definition_name": "unused"}]}, {"worker_outcome": "normal", "output": "2 passed", "test_outcome": "survived", "diff": "--- mutation diff ---\\n--- a/src/calc.py\\n+++ b/src/calc.py\\n@@ -14,5 +14,5 @@\\n \\n def unused(value):\\n-    return value + 1\\n+    return value - 1\\n "}]
    [{"job_id": "a", "mutations": [{"module_path": "src/calc.py", "operator_name": "core/ReplaceComparisonOperator_Lt_LtE", "start_pos": [2, 13], "end_pos": [2, 14]}]}, {"worker_outcome": "normal", "output": "failed", "test_outcome": "killed", "diff": ""}]
    [{"job_id": "c", "mutations": [{"module_path": "src/calc.py", "operator_name": "core/NumberReplacer", "start_pos": [18, 1], "end_pos": [18, 2]}]}, {"worker_outcome": "normal", "output": "timeout", "test_outcome": "killed", "diff": ""}]
    [{"job_id": "d", "mutations": [{"module_path": "src/calc.py", "operator_name": "core/AddNot", "start_pos": [19, 1], "end_pos": [19, 2]}]}, null]

    """

  @Test func `cosmic-ray's mutants are read`() throws {
    let results = try CosmicRayDump.results(Self.dump)
    #expect(results.mutants.map(\.id) == [1, 2, 3, 4])
    #expect(results.mutants.map(\.startLine) == [2, 17, 18, 19])
    #expect(results.mutants.map(\.operation) == [.relational, .arithmetic, .constant, .negation])
    #expect(results.mutants[1].startColumn == 18)
    #expect(results.mutants[1].original == "return value + 1")
    #expect(results.mutants[1].replacement == "return value - 1")
    #expect(
      results.mutants.map(results.status) == [
        .killed(by: []), .survived, .timedOut, .ignored(reason: "cosmic-ray did not run it"),
      ])
  }

  @Test(arguments: ["{", "[]", "[{\"mutations\": []}]", "[{\"mutations\": [{\"module_path\": \"../a\"}]}]"])
  func `what cosmic-ray does not write is refused`(text: String) {
    #expect(throws: MutationError.self) { try CosmicRayDump.results(text) }
  }

  private static let source = """
    def clamp(value, low):
        if value < low:
            return low
        return value


    def total(values):
        result = 0
        return result

    """

  private static let mutated = """
    def x_clamp__mutmut_orig(value, low):
        if value < low:
            return low
        return value
    def x_clamp__mutmut_1(value, low):
        if value <= low:
            return low
        return value
    def x_total__mutmut_orig(values):
        result = 0
        return result
    def x_total__mutmut_1(values):
        result = None
        return result
    def x_total__mutmut_2(values):
        result = 1
        return result

    """

  private static let spans = """
    {"version": 1, "spans": {"x_clamp__mutmut_orig": [1, 4], "x_clamp__mutmut_1": [5, 8], "x_total__mutmut_orig": [9, 11],
    "x_total__mutmut_1": [12, 14], "x_total__mutmut_2": [15, 17]}}
    """

  private static func files(meta: String, spans: String = spans) throws -> MutmutFiles {
    MutmutFiles(
      path: try RelativePath("src/calc.py"), source: source, mutated: mutated, spans: spans, meta: meta)
  }

  @Test func `mutmut's mutants are read and found in the source`() throws {
    let meta = """
      {"exit_code_by_key": {"calc.x_clamp__mutmut_1": 0, "calc.x_total__mutmut_1": 1, "calc.x_total__mutmut_2": 33}}
      """
    let results = try MutmutFiles.results([Self.files(meta: meta)])
    #expect(results.mutants.map(\.startLine) == [2, 8, 8])
    #expect(results.mutants.map(\.original) == ["if value < low:", "result = 0", "result = 0"])
    #expect(results.mutants.map(\.replacement) == ["if value <= low:", "result = None", "result = 1"])
    #expect(results.mutants.map(results.status) == [.survived, .killed(by: []), .notCovered])
  }

  @Test(arguments: [
    (0, MutantStatus.survived), (1, .killed(by: [])), (-11, .killed(by: [])), (36, .timedOut), (-24, .timedOut),
    (5, .notCovered), (37, .compileError), (34, .ignored(reason: "mutmut skipped it")),
  ])
  func `mutmut's codes have their meanings`(code: Int, expected: MutantStatus) throws {
    let results = try MutmutFiles.results([
      Self.files(meta: "{\"exit_code_by_key\": {\"c.x_total__mutmut_1\": \(code)}}")
    ])
    #expect(results.mutants.map(results.status) == [expected])
  }

  @Test(arguments: ["", "{}", "[1]"]) func `what mutmut does not write is refused`(meta: String) {
    #expect(throws: MutationError.self) { try MutmutFiles.results([Self.files(meta: meta)]) }
  }

  @Test func `a span outside the file is passed over`() throws {
    let spans = "{\"spans\": {\"x_total__mutmut_orig\": [9, 11], \"x_total__mutmut_1\": [12, 999]}}"
    let file = try Self.files(meta: "{\"exit_code_by_key\": {\"c.x_total__mutmut_1\": 0}}", spans: spans)
    #expect(try MutmutFiles.results([file]).mutants.isEmpty)
  }

  @Test(arguments: [
    ("", "[tool.mutmut]\n"), ("[project]\nname = \"a\"", "[project]\nname = \"a\"\n[tool.mutmut]\n"),
    ("[tool.mutmut]\nx = 1\n[tool.mutmut.y]\nz = 2\n[tool.b]\nc = 3\n", "[tool.b]\nc = 3\n[tool.mutmut]\n"),
  ])
  func `mutmut's settings take the place of the project's own`(text: String, start: String) throws {
    let settings = MutmutSettings(
      sources: [try RelativePath("src")], files: [try RelativePath("src/a b.py")], tests: [try RelativePath("tests")],
      excluded: ["tests/test_a.py::test_b"])
    let replaced = settings.replacing(in: text)
    #expect(replaced.hasPrefix(start))
    #expect(replaced.contains("only_mutate = [\"src/a b.py\"]\n"))
    #expect(replaced.contains("\"--deselect\", \"tests/test_a.py::test_b\""))
    #expect(!replaced.contains("x = 1") && !replaced.contains("z = 2"))
  }

  @Test func `a span that begins with the blank lines before its function is one all the same`() throws {
    let files = MutmutFiles(
      path: try RelativePath("calc.py"), source: "x = 1\n\n\ndef f(a, b=1):\n    return a\n",
      mutated: """


        def x_f__mutmut_orig(a, b=1):
            return a


        def x_f__mutmut_1(a, b=2):
            return a


        def x_f__mutmut_2(a, b=1):
            return None

        """,
      spans: """
        {"spans": {"x_f__mutmut_orig": [1, 4], "x_f__mutmut_1": [5, 8], "x_f__mutmut_2": [9, 12]}}
        """, meta: #"{"exit_code_by_key": {"calc.x_f__mutmut_1": 0, "calc.x_f__mutmut_2": 1}}"#)
    let mutants = try MutmutFiles.switchable([files])
    #expect(mutants.results.mutants.map(\.startLine) == [4, 5])
    #expect(mutants.results.mutants.map(\.original) == ["def f(a, b=1):", "return a"])
    #expect(mutants.results.mutants.map(\.replacement) == ["def f(a, b=2):", "return None"])
    #expect(Set(mutants.keys.values.map(\.lines)) == [LineRange(4, 5)])
  }
}
