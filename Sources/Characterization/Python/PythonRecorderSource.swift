/// The program that makes calls of a Python module, each in a forked child, and records them.
///
/// Written for Python 3.8 and newer. It needs coverage.py for what calls reach, and nothing else that Python does not bring along.
enum PythonRecorderSource {
  static let name = "recorder.py"

  static var text: String { [values, touches, calls, children, runs].joined(separator: "\n\n\n") + "\n" }
}
