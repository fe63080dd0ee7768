/// How a Python project writes its tests.
enum PythonTestStyle: String, Hashable, Sendable {
  /// Functions.
  case pytest

  /// Methods of `unittest.TestCase`.
  case unittest

  /// - Parameter tests: the texts of the files of tests.
  init(of tests: some Collection<String>) {
    let isUnittest = tests.contains { $0.contains("TestCase)") } && !tests.contains { $0.contains("\ndef test_") }
    self = isUnittest ? .unittest : .pytest
  }
}
