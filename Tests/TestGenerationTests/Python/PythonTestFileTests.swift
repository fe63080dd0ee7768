import Characterization
import SourceText
import Testing
import Verification

@testable import TestGeneration

struct PythonTestFileTests {
  private static func recording(
    _ call: String, _ outcome: RecordedOutcome, setup: [String] = [], words: String = ""
  ) -> Recording {
    Recording(
      candidate: CallCandidate(
        subject: "fare", group: "fare", setup: setup, call: call, inputWords: words, imports: ["from a import fare"]),
      outcome: outcome, observations: [], regions: RegionVector(), instability: nil, duration: .zero)
  }

  private static func test(_ call: String, _ outcome: RecordedOutcome) throws -> GeneratedTest {
    let maker = PythonRecordedTest(parameters: ["fare": ["age", "town"]])
    guard case .test(let test) = maker.make(of: recording(call, outcome), law: nil) else {
      throw TestGenerationError(.noTarget, "no test of \(call)")
    }
    return test
  }

  @Test func `calls of one shape become a table, others tests of their own`() throws {
    let tests = [
      try Self.test("fare(3)", .returned(.literal("0", type: "int"))),
      try Self.test("fare(30)", .returned(.literal("8", type: "int"))),
      try Self.test("fare(30, town=\"a, b\")", .returned(.literal("9", type: "int"))),
      try Self.test("fare(-1)", .threw(type: "ValueError", description: "too \"young\"", isEquatableLiteral: nil)),
    ]
    let functions = PythonTestFile.functions(of: tests)
    #expect(
      PythonTestFile(module: "a").text(functions, of: tests) == """
        \"""Tests of a, written by gen-tests from what the code does.\"""

        import pytest

        from a import fare


        @pytest.mark.parametrize(
            ("age", "expected"),
            [
                (3, 0),
                (30, 8),
            ],
        )
        def test_fare_of_age(age, expected):
            assert fare(age) == expected


        def test_fare_is_9():
            assert fare(30, town="a, b") == 9


        def test_fare_raises_value_error():
            with pytest.raises(ValueError) as error:
                fare(-1)
            assert str(error.value) == "too \\"young\\""

        """)
    #expect(PythonTestFile.functions(of: tests, single: [0, 1]).count == 4)
  }

  @Test(arguments: [
    ("f(1, 'a,)', b=[1, 2])", "f(x, y, b=b)", ["1", "'a,)'", "[1, 2]"]),
    ("C.make(None)", "C.make(x)", ["None"]), ("f(x=-1.5)", "f(x=x)", ["-1.5"]),
    ("f('it\\'s')", "f(x)", ["'it\\'s'"]), ("f({'a': (1, 2)})", "f(x)", ["{'a': (1, 2)}"]),
  ])
  func `literals of a call become names`(call: String, text: String, inputs: [String]) throws {
    let template = try #require(PythonCallTemplate(of: call, parameters: ["x", "y"]))
    #expect(template.text == text)
    #expect(template.inputs == inputs)
  }

  @Test(arguments: ["f()", "f(g(1))", "f([name])", "f(1)[0]", "f(1, 2, 3, 4, 5)", "f('a)", "1 + 1", "f(lambda x: x)"])
  func `what is no call with literals alone has no template`(call: String) {
    #expect(PythonCallTemplate(of: call, parameters: ["x"]) == nil)
  }

  @Test(arguments: [
    ("'a'", "\"a\""), ("['a', \"b'c\", 1]", "[\"a\", \"b'c\", 1]"), ("'say \"a\"'", "'say \"a\"'"), ("''", "\"\""),
    ("'it\\'s'", "'it\\'s'"), ("1", "1"), ("{'a': b'c'}", "{\"a\": b\"c\"}"),
  ])
  func `texts stand in double quotes where nothing speaks against it`(text: String, doubled: String) {
    #expect(PythonValue.doubled(text) == doubled)
  }

  @Test(arguments: [
    ("HTTPServer", "http_server"), ("Stack", "stack"), ("CamelCase2", "camel_case2"), ("list", "subject"),
  ])
  func `a receiver is named after its class`(type: String, variable: String) {
    #expect(PythonComposer.variable(for: type) == variable)
  }

  @Test(arguments: [
    ("a.b", ["tests/test_x.py", "tests/conftest.py"], "tests/test_b.py"),
    ("a.b", ["tests/unit/test_x.py", "tests/unit/test_b.py"], "tests/unit/test_b_generated.py"),
    ("b", [], "tests/test_b.py"), ("b", ["test_c.py", "b.py"], "test_b.py"),
    ("b", ["tests/test_b.py", "tests/test_b_generated.py"], "tests/test_b_generated2.py"),
  ])
  func `tests go into a new file where the others are`(module: String, files: [String], path: String) throws {
    #expect(try PythonTestPlacement.path(module: module, files: Set(files.map { try RelativePath($0) })).string == path)
  }

  @Test(arguments: [
    ("'a b'", "'ab'", "str", false), ("\"a\"", "'a'", "str", false), ("'a'", "'b'", "str", true),
    ("{1, 2}", "{2, 1}", "set", false), ("[1, ...]", "[1, 2]", "list", false), ("3", "4", "int", true),
  ])
  func `a document that promises something else is told of`(want: String, given: String, type: String, isTold: Bool) {
    #expect((PythonPossibleBugs.contradiction(want: want, given: given, type: type) != nil) == isTold)
  }

  @Test func `values come from annotations, comparisons and literals`() throws {
    let function = PythonHarvest.Function(
      name: "fare", container: nil, kind: .function, isAsync: false, lines: LineRange(1, 9),
      parameters: [
        PythonHarvest.Parameter(
          name: "age", kind: .positional, annotation: ["int"], kinds: [], values: ["65"], defaultText: nil,
          defaultLiteral: nil)
      ], literals: ["6"], strings: [], changesSelf: false)
    let module = PythonHarvest.Module(
      path: try RelativePath("a.py"), name: "a", functions: [function], classes: [], examples: [], names: ["fare"],
      exported: nil, literals: [], patterns: [], statements: [:])
    let calls = PythonComposer(module).function(function).map(\.call)
    for wanted in ["fare(64)", "fare(65)", "fare(66)", "fare(5)", "fare(7)", "fare(0)", "fare(-1)"] {
      #expect(calls.contains(wanted))
    }
    #expect(PythonComposer(module).function(function).allSatisfy { $0.imports == ["from a import fare"] })
  }

  @Test func `what is not covered is ranked by its functions`() throws {
    let path = try RelativePath("a.py")
    let text = "def a():\n    return 1\n\n\ndef b():\n    x = 1\n    return x\n"
    let report = CoverageReport(files: [CoverageReport.File(path: path, lines: [1: 1, 2: 0, 5: 1, 6: 0, 7: 0])])
    let found = UncoveredTargets.ranked(in: report, sources: [(path, text)])
    #expect(found.map(\.subject) == ["b", "a"])
    #expect(found.map(\.lines) == [[6, 7], [2]])
  }

  @Test func `Pynguin's calls are taken as candidates`() {
    let text =
      #"[{"setup": ["var_1 = make()"], "call": "fare(var_1)", "names": ["fare", "make"], "imports": ["import math"]}, {}]"#
    let found = PynguinEngine.candidates(in: text, module: "a")
    #expect(found.map(\.call) == ["fare(var_1)"])
    #expect(found.first?.imports == ["from a import fare", "from a import make", "import math"])
    #expect(PynguinEngine.candidates(in: "no JSON", module: "a").isEmpty)
  }

  @Test func `a model's tests keep their tables and fixtures, and methods stand in a class`() {
    let tests = [
      GeneratedTest(
        subject: "fare", group: "fare", name: "test_ages", body: ["assert fare(age) == 0"],
        imports: ["from a import fare", "import pytest"], origin: .model,
        decorators: ["@pytest.mark.parametrize(\"age\", [1, 2])"], parameters: ["age", "tmp_path"]),
      GeneratedTest(
        subject: "fare", group: "fare", name: "test_child", body: ["self.assertEqual(fare(1), 0)"],
        imports: ["from a import fare"], origin: .model, parameters: ["self"]),
    ]
    let functions = PythonTestFile.functions(of: tests)
    #expect(functions.map(\.node) == ["test_ages", "GeneratedTests::test_child"])
    #expect(
      PythonTestFile(module: "a").text(functions, of: tests) == """
        \"""Tests of a, written by gen-tests.\"""

        import unittest

        import pytest

        from a import fare


        @pytest.mark.parametrize("age", [1, 2])
        def test_ages(age, tmp_path):
            assert fare(age) == 0


        class GeneratedTests(unittest.TestCase):
            def test_child(self):
                self.assertEqual(fare(1), 0)

        """)
  }
}
