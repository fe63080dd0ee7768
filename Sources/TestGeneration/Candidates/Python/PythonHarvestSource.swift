/// The program that reads Python modules, with Python's own parser, and runs nothing of them.
///
/// Written for Python 3.8 and newer.
enum PythonHarvestSource {
  static let name = "harvest.py"

  static var text: String { [values, kinds, definitions, documents].joined(separator: "\n\n\n") + "\n" }
}
