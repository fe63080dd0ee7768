import Foundation
import Processes
import SourceText
import TestSupport
import Testing

@testable import Verification

/// The adapter of Python projects with the real interpreter in the real sandbox.
@Suite(.timeLimit(.minutes(3))) struct PythonProjectTests {
  private static let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(
    String.init)

  private static let source = """
    def size(number):
        if number < 0:
            return "negative"
        return "large" if number > 100 else "small"

    def untouched(items):
        for item in items:
            if item:
                return item
        return None
    """

  private static let tests = """
    import os, time, unittest
    from pkg import size
    MOOD = os.environ.get("TOY_MOOD")
    class Sizes(unittest.TestCase):
        def test_small(self): self.assertEqual(size(1), "small")
        def test_negative(self): self.assertEqual(size(-1), "negative")
        def test_wrong(self): self.assertEqual(size(1), "large", "no way")
        @unittest.skip("not yet")
        def test_later(self): pass
        def test_dying(self):
            if MOOD == "crash": os._exit(0)
        def test_hanging(self):
            if MOOD == "hang": time.sleep(1000)
    """

  /// A project, and the interpreter as it is or as if it had no pytest.
  private func project(_ workshop: borrowing CommandWorkshop, withPytest: Bool) async throws -> PythonProject? {
    try workshop.write("work/pyproject.toml", "[project]\nname = \"toy\"\n")
    try workshop.write("work/pkg/__init__.py", Self.source)
    try workshop.write("work/tests/__init__.py", "")
    try workshop.write("work/tests/test_pkg.py", Self.tests)
    try workshop.write("work/.venv-notes/ignored.py", "")
    let area = WorkArea(path: workshop.work, sandbox: workshop.sandbox, user: [:])
    guard let found = try? await PythonProject.open(in: area, searching: Self.folders) else { return nil }
    guard found.interpreter.hasPytest || !withPytest else { return nil }
    return withPytest
      ? found
      : PythonProject(
        area: area, layout: found.layout, interpreter: PythonInterpreter(found.interpreter, hasPytest: false))
  }

  @Test(arguments: [true, false])
  func `tests pass, fail, die and hang, and each is told by its name`(withPytest: Bool) async throws {
    let workshop = try await CommandWorkshop()
    guard let project = try await project(workshop, withPytest: withPytest) else { return }
    let prefix = withPytest ? "tests/test_pkg.py::Sizes::" : "tests.test_pkg.Sizes."
    #expect(project.layout.modules.map(\.name) == ["pkg", "tests"])
    #expect(project.layout.testModules.map(\.name) == ["tests"])
    #expect(try await project.build().isSuccess)

    let run = try await project.test(TestRequest(measuresCoverage: true, isShuffled: true))
    #expect(
      statuses(run, prefix) == [
        "test_dying": .passed, "test_hanging": .passed, "test_later": .skipped, "test_negative": .passed,
        "test_small": .passed, "test_wrong": .failed,
      ], "\(run)")
    #expect(run.fault == nil)
    #expect(run.results.first { $0.status == .failed }?.message.contains("no way") == true)
    if project.interpreter.hasCoverage {
      let file = try #require(run.coverage?.files.first, "\(run.notes)")
      #expect(run.coverage?.files.count == 1 && file.path.string == "pkg/__init__.py")
      #expect(file.lines[3] == 1 && file.lines[8] == 0 && file.branches.contains { !$0.isTaken })
    } else {
      #expect(run.coverage == nil && run.notes.contains { $0.contains("coverage.py is not installed") })
    }

    let crashed = try await project.test(
      TestRequest(
        names: ["\(prefix)test_dying", "\(prefix)test_small", "gone"],
        variables: ["TOY_MOOD=crash"]))
    #expect(statuses(crashed, prefix) == ["test_dying": .crashed, "test_small": .passed], "\(crashed)")
    #expect(crashed.notes == ["there is no test gone"] && crashed.fault == nil)

    let hung = try await project.test(
      TestRequest(names: ["\(prefix)test_hanging"], variables: ["TOY_MOOD=hang"], deadline: .seconds(20)))
    #expect(statuses(hung, prefix) == ["test_hanging": .timedOut], "\(hung)")
    #expect(hung.fault?.contains("still running: \(prefix)test_hanging") == true)
    let left = try FileManager.default.contentsOfDirectory(atPath: workshop.work).sorted()
    #expect(left == [".venv-notes", "pkg", "pyproject.toml", "tests"])
  }

  @Test func `what does not parse is an error with its place, and tests that do not load are a fault`() async throws {
    let workshop = try await CommandWorkshop()
    guard let project = try await project(workshop, withPytest: false) else { return }
    try workshop.write("work/tests/test_pkg.py", "import gone_altogether\n")
    let run = try await project.test(TestRequest())
    #expect(run.fault?.contains("gone_altogether") == true && !run.isGreen, "\(run)")
    try workshop.write("work/pkg/__init__.py", "def size(:\n")
    let built = try await project.build()
    #expect(built.fault?.hasPrefix("it does not build: pkg/__init__.py:1: ") == true, "\(built)")
  }

  @Test func `a folder's part in a project is told by its name and files`() throws {
    let files = try [
      "setup.py", "src/acme/__init__.py", "src/acme/deep/a.py", "tool/main.py", "tests/unit/test_a.py",
      "tool/test/test_b.py",
      "venv/lib/x.py", ".hidden/y.py", "build/z.py", "main.py", "test_top.py", "notes.txt",
    ].map { try RelativePath($0) }
    let modules = PythonLayout(files, framework: .pytest).modules
    #expect(modules.map { $0.path?.string ?? "." } == [".", "src/acme", "tests", "tool", "tool/test"])
    #expect(modules.map(\.isTest) == [false, false, true, false, true])
    #expect(modules[0].sources.map(\.string) == ["main.py", "test_top.py"])
  }

  private func statuses(_ run: TestRun, _ prefix: String) -> [String: TestResult.Status] {
    Dictionary(
      uniqueKeysWithValues: run.results.map { (String($0.name.trimmingPrefix(prefix)), $0.status) })
  }
}
