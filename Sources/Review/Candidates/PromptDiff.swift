internal import SourceText
internal import Tools

/// The diff as the reviewer gets it in the first message: whole where that fits, else the files most worth reading.
struct PromptDiff {
  /// Bytes of diff that go into the first message, about 24,000 tokens: past that, models review worse, not better.
  static let sizeLimit = 96 << 10

  let text: String

  /// The files whose whole diff is in the text.
  let shown: [RelativePath]

  /// Whether all is shown but what is generated or may hold secrets.
  let isWhole: Bool

  /// The diff of a part of a change.
  init(part: ChangeSet, sizeLimit: Int) {
    let diff = PromptDiff(part, sizeLimit: sizeLimit)
    (text, shown, isWhole) = (diff.text, diff.shown, false)
  }

  init(_ change: ChangeSet, sizeLimit: Int = PromptDiff.sizeLimit) {
    var left = sizeLimit
    var chosen: [RelativePath: String] = [:]
    let reviewable = change.files.filter { FileInterest($0.path) != .none && !SensitiveFile.contains($0.path) }
    let ordered = reviewable.sorted { ($0.interest, $0.changedLineCount) < ($1.interest, $1.changedLineCount) }
    for file in ordered {
      let text = DiffText.lines(of: file).joined(separator: "\n") + "\n"
      guard text.utf8.count <= left else { continue }
      left -= text.utf8.count
      chosen[file.path] = text
    }
    // What matters most first, and within that by path, so that what belongs together stands together.
    let shownFiles = reviewable.filter { chosen[$0.path] != nil }
      .sorted { ($0.interest, $0.path) < ($1.interest, $1.path) }
    shown = shownFiles.map(\.path)
    text = shownFiles.compactMap { chosen[$0.path] }.joined(separator: "\n")
    isWhole = chosen.count == reviewable.count
  }
}

/// How much a file's change is worth a reviewer's reading, most first.
enum FileInterest: Int, Comparable {
  case source
  case other
  case test
  case prose

  /// Written by a program: reading it finds nothing that its source does not show.
  case none

  init(_ path: RelativePath) {
    let name = path.name.lowercased()
    let folders = path.components.dropLast().map { $0.lowercased() }
    if Self.generatedNames.contains(name) || Self.generatedEndings.contains(where: name.hasSuffix)
      || folders.contains(where: Self.generatedFolders.contains)
    {
      self = .none
    } else if Self.proseExtensions.contains(path.fileExtension) {
      self = .prose
    } else if folders.contains(where: Self.testFolders.contains) || Self.isTestName(path.name) {
      self = .test
    } else {
      self = Self.sourceExtensions.contains(path.fileExtension) ? .source : .other
    }
  }

  /// Whether a file's name is that of a test in one of the usual styles: `test_a.py`, `a_test.go`, `a.spec.ts`, `ATests.swift`.
  private static func isTestName(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }
    return stem.hasPrefix("test_") || stem.hasSuffix("_test") || stem.hasSuffix("Test") || stem.hasSuffix("Tests")
      || name.contains(".test.") || name.contains(".spec.")
  }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  private static let generatedNames: Set<String> = [
    "cargo.lock", "composer.lock", "gemfile.lock", "go.sum", "package-lock.json", "package.resolved", "pipfile.lock",
    "pnpm-lock.yaml", "poetry.lock", "uv.lock", "yarn.lock",
  ]
  private static let generatedEndings = [
    ".generated.swift", ".g.dart", ".map", ".min.css", ".min.js", ".pb.go", ".pb.swift", ".snap", ".svg", "_pb2.py",
  ]
  private static let generatedFolders: Set<String> = ["dist", "node_modules", "third_party", "vendor"]
  private static let testFolders: Set<String> = ["__tests__", "e2e", "spec", "specs", "test", "testdata", "tests"]
  private static let proseExtensions: Set<String> = ["adoc", "md", "rst", "txt"]
  private static let sourceExtensions: Set<String> = [
    "bash", "c", "cc", "clj", "cpp", "cs", "dart", "ex", "exs", "go", "h", "hpp", "hs", "java", "js", "jsx", "kt",
    "lua",
    "m", "mjs", "ml", "mm", "php", "pl", "ps1", "py", "rb", "rs", "scala", "sh", "sql", "svelte", "swift", "ts", "tsx",
    "vue", "zig",
  ]
}

extension FileChange {
  fileprivate var interest: FileInterest { FileInterest(path) }

  fileprivate var changedLineCount: Int { addedLineCount + removedLineCount }
}
