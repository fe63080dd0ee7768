internal import SourceText

/// What a file is for, judged by its path.
struct FileRole: Hashable, Sendable {
  /// Tests and what they read: a secret here is more often made up, a leftover less harmful.
  let isTest: Bool

  /// Examples, samples and documentation.
  let isExample: Bool

  /// Programs for developers, whose output is meant: scripts, tools, command lines, benchmarks.
  let isTool: Bool

  /// Written by a package manager or a bundler: full of checksums.
  let isGenerated: Bool

  /// Built from other files or brought in from elsewhere, by its folder: not what the author wrote.
  let isForeign: Bool

  /// Text for people, where markup looks like code and code is quoted.
  let isProse: Bool

  init(path: RelativePath) {
    let folders = Set(path.components.dropLast().map { $0.lowercased() })
    let name = path.name.lowercased()
    let fileExtension = path.fileExtension
    let stem = name.split(separator: ".").dropLast().joined(separator: ".")

    isTest =
      !folders.isDisjoint(with: Self.testFolders)
      || folders.contains { $0.hasSuffix("tests") || $0.hasSuffix("_test") }
      || Self.testStems.contains { stem.hasSuffix($0) } || ["test", "tests", "spec"].contains(stem)
      || name.hasPrefix("test_") || name == "conftest.py"
      || Self.hasTestSuffix(path.name)
    isExample =
      !folders.isDisjoint(with: Self.exampleFolders)
      || name.contains("example") || name.contains("sample") || name.hasPrefix("playground.")
    isTool =
      !folders.isDisjoint(with: ["bin", "scripts", "script", "tools", "cli", "cmd", "bench", "benchmarks"])
      || name.contains(".config.") || name.contains(".conf.") || name.hasPrefix("cli.")
    isGenerated =
      Self.generatedNames.contains(name) || ["lock", "lockfile", "map", "snap"].contains(fileExtension)
      || name.contains(".min.")
    isForeign = !folders.isDisjoint(with: ["dist", "node_modules", "third_party", "vendor"])
    isProse = ["md", "mdx", "markdown", "rst", "adoc", "txt", "tex", "org", "html", "htm"].contains(fileExtension)
  }

  private static let testFolders: Set<String> = [
    "test", "tests", "__tests__", "spec", "specs", "fixtures", "__fixtures__", "testdata", "test-data", "e2e",
    "cypress",
    "mocks", "__mocks__",
  ]

  private static let exampleFolders: Set<String> = [
    "docs", "doc", "examples", "example", "samples", "sample", "demo", "demos", "playground", "playgrounds", "sandbox",
  ]

  private static let testStems = ["_test", "_tests", ".test", ".tests", ".spec", "_spec", ".cy", ".e2e"]

  /// `ParserTests.swift`, `ParserTest.java`, `ParserSpec.kt`: the capital letter tells them from `latest.js`.
  private static func hasTestSuffix(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }
    return ["Test", "Tests", "TestCase", "Spec", "IT"].contains { stem.hasSuffix($0) }
  }

  private static let generatedNames: Set<String> = [
    "bun.lockb", "cartfile.resolved", "go.sum", "go.work.sum", "npm-shrinkwrap.json", "package-lock.json",
    "package.resolved", "packages.lock.json", "pnpm-lock.yaml", "yarn.lock",
  ]
}
