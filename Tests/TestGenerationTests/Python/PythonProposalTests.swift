import Foundation
import Processes
import SourceText
import TestSupport
import Testing
import Tools
import Verification

@testable import TestGeneration

/// What is taken of tests that a model proposes for Python, read by the real interpreter.
struct PythonProposalTests {
  /// - Returns: what came of each text, in their order.
  private static func read(_ codes: [String], style: PythonTestStyle = .pytest) async throws
    -> [PythonProposalReader.Reading]
  {
    let folder = try TemporaryFolder()
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let sandbox = try await Sandbox.prepared(
      launcher: SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path))
    let area = WorkArea(path: folder.path, sandbox: sandbox, user: ["PATH": path])
    let source = """
      import os
      import time


      def fare(age):
          return 0 if age < 6 else 8


      class Ticket:
          def price(self):
              return fare(3)

      """
    try area.write(Array(source.utf8), to: try RelativePath("fares/prices.py"))
    try area.write([], to: try RelativePath("fares/__init__.py"))
    try area.write(
      Array("from fares.prices import fare\n\n\ndef test_old():\n    assert fare(80)  ==  8\n".utf8),
      to: try RelativePath("tests/test_old.py"))
    let folders = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    let project = try await PythonProject.open(in: area, searching: folders)
    let harvest = try await PythonHarvesting(project: project).harvest([try RelativePath("fares/prices.py")])
    return try await PythonProposalReader(project: project, harvest: harvest, style: style).read(
      codes.enumerated().map { ProposedTestCode(subject: "fare", intent: "Case \($0): a fare", code: $1) })
  }

  @Test func `what could not be a test is named with the reason, and the rest is read`() async throws {
    let cases: [(code: String, reason: String)] = [
      ("def test_a(:\n    pass", "it is no Python in line 1"),
      ("import os\ndef test_a():\n    assert os.system('x') == 0", "must not import os"),
      ("from fares.prices import os\ndef test_a():\n    assert os", "must not reach for os"),
      ("from fares import prices\ndef test_a():\n    assert prices.os.getcwd() == ''", "must not use os"),
      ("def test_a():\n    import subprocess\n    assert fare(1) == 0", "must not import subprocess"),
      ("def test_a():\n    assert eval('fare(1)') == 0", "must not use eval"),
      ("def test_a():\n    assert fare(1) == 0 and open('/etc/passwd')", "files outside of tmp_path"),
      ("import asyncio\ndef test_a():\n    assert asyncio.create_subprocess_shell('ls')", "create_subprocess_shell"),
      (
        "from asyncio import open_connection\ndef test_a():\n    assert open_connection", "must not use open_connection"
      ),
      ("import pickle\ndef test_a():\n    assert fare(1) == 0", "must not import pickle"),
      ("import pathlib\ndef test_a():\n    assert getattr(pathlib, 'o' + 's')", "getattr but with a plain name"),
      ("def test_a():\n    take = getattr\n    assert take(fare, '__glo' + 'bals__')", "getattr but with a plain name"),
      ("import logging\ndef test_a():\n    assert logging.FileHandler('/tmp/x')", "must not use FileHandler"),
      (
        "import pathlib\ndef test_a():\n    if pathlib.Path.home():\n        assert fare(1) == 0", "outside of tmp_path"
      ),
      ("def test_a():\n    open('README.md', 'w').close()\n    assert fare(1) == 0", "make files outside of tmp_path"),
      ("def test_a():\n    Path('a').write_text('b')\n    assert fare(1) == 0", "make files outside of tmp_path"),
      ("def test_a():\n    fare(1)", "no assertion that could fail"),
      ("def test_a():\n    assert True", "no assertion that could fail"),
      ("def test_a():\n    assert fare(1) == fare(1)", "no assertion that could fail"),
      ("def test_a(client):\n    assert client", "there is no fixture client"),
      ("def test_a():\n    assert fares_of_nobody(1) == 2", "nothing is called fares_of_nobody"),
      ("def helper():\n    return 1\n\ndef test_a():\n    assert fare(1) == 0", "one test function"),
      ("async def test_a():\n    assert fare(1) == 0", "asyncio.run"),
      ("@pytest.mark.skip\ndef test_a():\n    assert fare(1) == 0", "the only decorator"),
      ("def test_a():\n    assert fare(80) == 8", "the project has this test already: tests/test_old.py::test_old"),
      ("def test_a():\n    assert fare(1) == '''a\nb'''\n    assert 1", "write a text over several lines"),
    ]
    for (reading, (code, reason)) in zip(try await Self.read(cases.map(\.code)), cases) {
      guard case .fault(let text) = reading else {
        Issue.record("\(code) was taken")
        continue
      }
      #expect(text.contains(reason), "\(code)")
    }
  }

  @Test func `imports, names that are nearly right, fences and a missing def are mended by rule`() async throws {
    let cases: [(code: String, imports: [String], body: [String])] = [
      ("def test_a():\n    assert fare(1) == 0", ["from fares.prices import fare"], ["assert fare(1) == 0"]),
      (
        "def test_a():\n    with pytest.raises(TypeError):\n        Ticket(1)",
        ["from fares.prices import Ticket", "import pytest"], ["with pytest.raises(TypeError):", "    Ticket(1)"]
      ),
      (
        "```python\nfrom prices import fare\n\ndef test_a():\n    # a child\n    assert fare(2) == Decimal(0)\n```",
        ["from decimal import Decimal", "from fares.prices import fare"], ["# a child", "assert fare(2) == Decimal(0)"]
      ),
      (
        "price = Tiket().price()\nassert price == 0", ["from fares.prices import Ticket"],
        ["price = Ticket().price()", "assert price == 0"]
      ),
      (
        "import json\n\nclass TestFares:\n    def test_a(self):\n        assert prices.fare(3) == 0",
        ["from fares import prices"], ["assert prices.fare(3) == 0"]
      ),
    ]
    let readings = try await Self.read(cases.map(\.code).dropLast())
    let methods = try await Self.read([cases[4].code], style: .unittest)
    for (reading, expected) in zip(readings + methods, cases) {
      guard case .test(let test) = reading else {
        Issue.record("\(expected.code): \(reading)")
        continue
      }
      #expect(test.imports == expected.imports, "\(expected.code)")
      #expect(test.body == expected.body)
    }
    guard case .test(let wrapped) = readings[3], case .test(let method) = try #require(methods.first) else { return }
    #expect(wrapped.name == "test_case_3_a_fare")
    #expect(method.parameters == ["self"])
  }
}
