internal import SourceText

/// What a Python project consists of, by its files: packages, single modules, and tests.
struct PythonLayout {
  /// Files that say that a folder holds a Python project, in the order in which they are named.
  static let marks = [
    "pyproject.toml", "setup.py", "setup.cfg", "pytest.ini", "tox.ini", "Pipfile", "requirements.txt",
  ]

  /// Folders of tools and environments, in which nothing of the project lies.
  private static let foreign: Set<String> = [
    "venv", "env", "node_modules", "build", "dist", "site-packages", "__pycache__",
  ]

  let modules: [ProjectLayout.Module]

  /// - Parameters:
  ///   - files: the project's files.
  ///   - framework: what its tests are run with.
  init(_ files: [RelativePath], framework: ProjectLayout.TestFramework) {
    let sources = files.filter { $0.fileExtension == "py" && !Self.isForeign($0) }.sorted()
    var groups: [RelativePath?: [RelativePath]] = [:]
    for source in sources { groups[Self.home(of: source), default: []].append(source) }
    modules = groups.compactMap { home, sources in
      // `setup.py` and the like at the top are no code to test.
      let sources = sources.filter { home != nil || !["setup.py", "conftest.py", "noxfile.py"].contains($0.string) }
      guard !sources.isEmpty else { return nil }
      let isTest = home.map(Self.isTestFolder) ?? sources.allSatisfy(Self.isTestFile)
      return ProjectLayout.Module(
        name: home?.name ?? ".", path: home, sources: sources, isTest: isTest, frameworks: isTest ? [framework] : [])
    }.sorted { ($0.path?.string ?? "") < ($1.path?.string ?? "") }
  }

  static func isForeign(_ file: RelativePath) -> Bool {
    file.components.contains { $0.hasPrefix(".") || foreign.contains(String($0)) || $0.hasSuffix(".egg-info") }
  }

  /// Whether a file holds tests by its name, as pytest has it.
  static func isTestFile(_ file: RelativePath) -> Bool {
    file.name.hasPrefix("test_") || file.name.hasSuffix("_test.py") || file.name == "conftest.py"
  }

  /// The folder that a file belongs to: the topmost one, below `src` the one in it, or the folder of tests that it stands in.
  private static func home(of file: RelativePath) -> RelativePath? {
    let folders = file.components.dropLast().map(String.init)
    guard let first = folders.first else { return nil }
    if let index = folders.firstIndex(where: { ["test", "tests", "testing"].contains($0) }) {
      return try? RelativePath(folders[...index].joined(separator: "/"))
    }
    guard ["src", "lib"].contains(first) else { return try? RelativePath(first) }
    return try? RelativePath(folders.prefix(2).joined(separator: "/"))
  }

  private static func isTestFolder(_ folder: RelativePath) -> Bool {
    ["test", "tests", "testing"].contains(folder.name)
  }
}
