internal import SourceText
internal import Verification

/// Where the tests of a Python module go: into a new file, in the folder where the project keeps its tests.
struct PythonTestPlacement: Sendable {
  /// The file, which is not there yet.
  let path: RelativePath

  /// The module under test, as it is imported.
  let module: String

  /// Places for the tests of modules, a file for each.
  ///
  /// - Parameters:
  ///   - modules: how they are imported.
  ///   - project: the project as it is.
  static func find(for modules: [String], in project: PythonProject) throws -> [PythonTestPlacement] {
    var files = Set(project.layout.modules.flatMap(\.sources))
    return try modules.map { module in
      let path = try path(module: module, files: files) { project.area.has($0) }
      files.insert(path)
      return PythonTestPlacement(path: path, module: module)
    }
  }

  /// Which of several modules a test is about: the one that its subject comes from, else the first that it imports from.
  static func home(of test: GeneratedTest, among modules: [String]) -> String? {
    modules.first { test.imports.contains("from \($0) import \(test.group)") }
      ?? modules.first { module in test.imports.contains { $0.hasPrefix("from \(module) import") } } ?? modules.first
  }

  /// The path of the new file.
  ///
  /// pytest takes two files of one name, in folders that are no packages, for one: so the name must be new in the whole project.
  static func path(
    module: String, files: Set<RelativePath>, isThere: (RelativePath) -> Bool = { _ in false }
  ) throws -> RelativePath {
    let tests = files.filter { PythonProject.isTestFile($0) && $0.name != "conftest.py" }
    let folder = Self.folder(of: tests)
    let names = Set(tests.map(\.name))
    let base = "test_" + (module.split(separator: ".").last.map(String.init) ?? module)
    for number in 1... {
      let name = number == 1 ? base : number == 2 ? "\(base)_generated" : "\(base)_generated\(number - 1)"
      let path = try RelativePath(folder.isEmpty ? "\(name).py" : "\(folder)/\(name).py")
      if !names.contains("\(name).py"), !isThere(path) { return path }
    }
    throw TestGenerationError(.folder, "there is no free name for a file of tests in \(folder)")
  }

  /// The folder with most of the tests, the outermost where several have as many; `tests` where there are none.
  private static func folder(of tests: some Sequence<RelativePath>) -> String {
    let folders = tests.map { $0.components.dropLast().joined(separator: "/") }
    let counts = Dictionary(folders.map { ($0, 1) }, uniquingKeysWith: +)
    let most = counts.max { ($0.value, $1.key.count, $1.key) < ($1.value, $0.key.count, $0.key) }
    return most?.key ?? "tests"
  }
}
