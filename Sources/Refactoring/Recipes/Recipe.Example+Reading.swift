internal import SourceText
internal import Yams

extension Recipe.Example {
  /// Reads an example.
  ///
  /// - Parameter number: its place in the list, from 1.
  init(_ node: Node, number: Int, in file: String) throws(RefactoringError) {
    let owner = "test \(number)"
    let fields = try RecipeFields(
      node, of: owner, known: ["name", "parameters", "before", "after", "unchanged"], in: file)
    name = try fields.text("name") ?? owner
    parameters = try fields.texts("parameters")
    place = "\(file):\(fields.line)"
    before = try Self.files("before", fields)
    after = try Self.files("after", fields)
    unchanged = try Self.files("unchanged", fields)
    guard !before.isEmpty || !unchanged.isEmpty else {
      throw fields.missing("before", such: "{a.py: \"x == None\"}, or unchanged")
    }
    if before.isEmpty != after.isEmpty {
      throw fields.missing(
        before.isEmpty ? "before" : "after", such: "{a.py: \"x is None\"}; what stays as it is belongs into unchanged")
    }
    if let twice = unchanged.keys.first(where: { before[$0] != nil || after[$0] != nil }) {
      throw fields.fault("unchanged", "holds \(quoted(twice)), which is in before or after too")
    }
  }

  private static func files(_ key: String, _ fields: RecipeFields) throws(RefactoringError) -> [String: String] {
    let files = try fields.texts(key)
    for path in files.keys.sorted() {
      do throws(SourceTextError) { _ = try RelativePath(path) } catch {
        throw fields.fault(key, "holds a bad path: \(error)")
      }
    }
    return files
  }
}
