/// The program that reads tests which a model has written, with Python's own parser, and runs nothing of them.
///
/// It mends what can be mended by rule: missing imports, names that are nearly right, a missing `def`. Written for Python
/// 3.8 and newer.
enum PythonProposalSource {
  static let name = "proposals.py"

  static var text: String { [rules, parts, reading].joined(separator: "\n\n\n") + "\n" }
}
