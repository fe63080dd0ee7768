internal import SwiftSource

/// A file of tests for pytest as text.
struct PythonTestFile {
  /// The module under test, for the file's first line.
  let module: String

  /// A function of the file, with the tests that it stands for.
  struct Function: Hashable, Sendable {
    let name: String
    let lines: [String]

    /// Indices among the tests.
    let tests: [Int]

    /// Whether it is a method of a `unittest.TestCase`.
    var isMethod = false

    /// As pytest names it within the file.
    var node: String { isMethod ? "\(PythonTestFile.className)::\(name)" : name }
  }

  /// The class that methods stand in.
  static let className = "GeneratedTests"

  /// Lines of a table are at most so long before each value stands on its own.
  private static let widthLimit = 100

  /// The functions, grouped by subject, those of one shape as one table.
  ///
  /// - Parameters:
  ///   - tests: in their order.
  ///   - single: indices of tests that are not to stand in a table.
  static func functions(of tests: [GeneratedTest], single: Set<Int> = []) -> [Function] {
    var tables: [String: [Int]] = [:]
    for (index, test) in tests.enumerated() {
      if let row = test.row, !single.contains(index) {
        tables[row.body.joined() + test.subject, default: []].append(index)
      }
    }
    var functions: [Function] = []
    var written: Set<Int> = []
    for group in tests.map(\.group).uniqued {
      for (index, test) in tests.enumerated() where test.group == group && !written.contains(index) {
        let key = test.row.map { $0.body.joined() + test.subject }
        if let key, let rows = tables[key], rows.count > 1, rows.contains(index) {
          functions.append(table(rows, tests))
          written.formUnion(rows)
        } else {
          functions.append(Function(name: test.name, lines: test.body, tests: [index]))
          written.insert(index)
        }
      }
    }
    let names = PythonTestName.unique(functions.map(\.name))
    return zip(functions, names).map { Function(name: $1, lines: $0.lines, tests: $0.tests) }.map { function in
      guard function.tests.count == 1 else {
        return Function(
          name: function.name, lines: function.lines.map { $0.replacing("def NAME(", with: "def \(function.name)(") },
          tests: function.tests)
      }
      let test = tests[function.tests[0]]
      let head = test.decorators + ["def \(function.name)(\(test.parameters.joined(separator: ", "))):"]
      return Function(
        name: function.name, lines: head + function.lines.map { $0.isEmpty ? "" : "    \($0)" },
        tests: function.tests, isMethod: test.parameters == ["self"])
    }
  }

  private static func table(_ rows: [Int], _ tests: [GeneratedTest]) -> Function {
    guard let first = tests[rows[0]].row else { return Function(name: "", lines: [], tests: rows) }
    let names = first.inputTypes + ["expected"]
    var lines = ["@pytest.mark.parametrize(", "    (\(names.map { "\"\($0)\"" }.joined(separator: ", "))),", "    ["]
    for index in rows {
      guard let row = tests[index].row else { continue }
      let values = row.inputs + [row.expected]
      let line = "        (\(values.joined(separator: ", "))),"
      if line.count <= Self.widthLimit {
        lines.append(line)
      } else {
        lines += ["        ("] + values.map { "            \($0)," } + ["        ),"]
      }
    }
    lines += ["    ],", ")", "def NAME(\(names.joined(separator: ", "))):"] + first.body.map { "    \($0)" }
    let subject = PythonTestName.words(tests[rows[0]].subject).joined(separator: "_")
    let inputs = first.inputTypes.flatMap(PythonTestName.words).joined(separator: "_")
    return Function(name: "test_\(subject)_of_\(inputs)", lines: lines, tests: rows)
  }

  /// The whole text.
  func text(_ functions: [Function], of tests: [GeneratedTest]) -> String {
    let hasTables = functions.contains { $0.tests.count > 1 }
    let methods = functions.filter(\.isMethod)
    let all = Set(
      tests.flatMap(\.imports) + (hasTables ? ["import pytest"] : []) + (methods.isEmpty ? [] : ["import unittest"]))
    let isOwn = { (line: String) in
      line.hasPrefix("from \(self.module.split(separator: ".").first ?? "")")
        || line.hasPrefix("import \(self.module.split(separator: ".").first ?? "")")
    }
    let own = Self.merged(all.filter(isOwn))
    let third = Self.merged(all.filter { $0 == "import pytest" })
    let standard = Self.merged(all.filter { !isOwn($0) && $0 != "import pytest" })
    let blocks = [standard, third, own].filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
    var parts = functions.filter { !$0.isMethod }.map { $0.lines.joined(separator: "\n") }
    if !methods.isEmpty {
      let bodies = methods.map { method in
        method.lines.map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
      }
      parts.append("class \(Self.className)(unittest.TestCase):\n" + bodies.joined(separator: "\n\n"))
    }
    let origin = tests.contains { $0.origin == .model } ? "" : " from what the code does"
    return "\"\"\"Tests of \(module), written by gen-tests\(origin).\"\"\"\n\n"
      + blocks.joined(separator: "\n\n") + "\n\n\n" + parts.joined(separator: "\n\n\n") + "\n"
  }

  /// Imports of names from one module on one line, all sorted.
  static func merged(_ lines: some Sequence<String>) -> [String] {
    var names: [String: Set<String>] = [:]
    var plain: Set<String> = []
    for line in lines {
      let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
      if parts.count == 4, parts[0] == "from", parts[2] == "import", !parts[3].contains("("), !parts[3].contains(" as ")
      {
        names[parts[1], default: []].formUnion(parts[3].split(separator: ",").map { String($0.drop { $0 == " " }) })
      } else {
        plain.insert(line)
      }
    }
    let from = names.sorted { $0.key < $1.key }.flatMap { module, names -> [String] in
      let line = "from \(module) import \(names.sorted().joined(separator: ", "))"
      guard line.count > widthLimit else { return [line] }
      return ["from \(module) import ("] + names.sorted().map { "    \($0)," } + [")"]
    }
    return plain.sorted() + from
  }
}
