internal import SourceText
internal import Verification

/// Tests as they stand in their files, so that what a compiler or a run says is held against the right one.
///
/// Functions of one name may stand in several suites, of which some are none of ours.
struct WrittenTests: Sendable {
  /// The test target.
  let target: String

  /// Where each test stands, in the tests' order; those of one table stand in one place.
  let places: [TestPlacement.Place]

  init(_ tests: [GeneratedTest], by placement: TestPlacement) throws {
    target = placement.target
    places = try placement.places(of: tests)
  }

  /// Whether a test, as runs name it, is one of these.
  func contains(_ name: String) -> Bool {
    let name = Self.withoutParameters(name)
    return names.contains(name)
  }

  /// The indices of tests that go by these names in runs.
  func indices(named wanted: [String]) -> [Int] {
    let wanted = Set(wanted.map(Self.withoutParameters))
    return names.indices.filter { wanted.contains(names[$0]) }
  }

  /// What was said of tests, by index.
  ///
  /// - Parameter words: by the names that runs give them.
  func indices(of words: [String: String]) -> [Int: String] {
    let words = Dictionary(words.map { (Self.withoutParameters($0.key), $0.value) }) { first, _ in first }
    return names.enumerated().reduce(into: [:]) { $0[$1.offset] = words[$1.element] }
  }

  /// What failed in a run, by index, with what was said of it.
  func failed(in run: TestRun) -> [Int: String] {
    let failures = run.results.filter { $0.status != .passed && $0.status != .skipped }
    let messages = Dictionary(failures.map { (Self.withoutParameters($0.name), $0.message) }) { first, _ in first }
    return names.enumerated().reduce(into: [:]) { $0[$1.offset] = messages[$1.element] }
  }

  /// The indices of those that a run says nothing about.
  func silent(in run: TestRun) -> Set<Int> {
    let told = Set(run.results.map { Self.withoutParameters($0.name) })
    return Set(names.indices.filter { !told.contains(names[$0]) })
  }

  /// What the compiler complains of, by index, with its words.
  ///
  /// An error in what a macro expands to has its place in a note behind it.
  ///
  /// - Parameter files: those with the tests.
  func faulty(_ diagnostics: [CompilerDiagnostic], in files: [RelativePath: String]) -> [Int: String] {
    var faulty: [TestPlacement.Place: String] = [:]
    var error: CompilerDiagnostic?
    for diagnostic in diagnostics where diagnostic.kind != .warning {
      if diagnostic.kind == .error { error = diagnostic }
      guard let current = error, diagnostic.kind == .error || current.path.map({ files[$0] == nil }) ?? true,
        let path = diagnostic.path, let text = files[path],
        let suite = Self.suite(around: diagnostic.line, in: text),
        let function = Self.function(around: diagnostic.line, in: text)
      else { continue }
      let place = TestPlacement.Place(path: path, suite: suite, function: function)
      faulty[place] = faulty[place] ?? current.message
    }
    return places.enumerated().reduce(into: [:]) { $0[$1.offset] = faulty[$1.element] }
  }

  /// As runs name the tests, without parameters.
  private var names: [String] {
    // As Swift names the target's module.
    let module = String(
      target.enumerated().map { index, character in
        character.isLetter || character == "_" || (character.isNumber && index > 0) ? character : "_"
      })
    return places.map { "\(module).\($0.suite)/\($0.function)" }
  }

  private static func withoutParameters(_ name: String) -> String { String(name.prefix { $0 != "(" }) }

  /// The name of the type at the top of a file that a line stands in: the last one that begins above it.
  static func suite(around line: Int, in text: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard line >= 1, line <= lines.count else { return nil }
    for text in lines[..<line].reversed() where text.first.map({ $0 != " " && $0 != "\t" }) ?? false {
      let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      let keyword = words.firstIndex { ["struct", "class", "actor", "enum", "extension"].contains($0) }
      if let keyword, keyword + 1 < words.count { return String(words[keyword + 1]) }
    }
    return nil
  }

  /// The name of the function that a line stands in: the last one that begins above it.
  static func function(around line: Int, in text: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard line >= 1, line <= lines.count else { return nil }
    // The attribute with a table stands above its function.
    for index in lines[(line - 1)...].indices {
      let text = lines[index]
      if index > line - 1, text.contains("@Test") { break }
      if let name = Self.name(declaredIn: text), isTable(lines, from: line - 1, to: index) { return name }
    }
    for index in lines[..<line].indices.reversed() {
      if let name = Self.name(declaredIn: lines[index]) { return name }
    }
    return nil
  }

  /// Whether a line belongs to the table above a function: no brace is closed or opened between them.
  private static func isTable(_ lines: [Substring], from start: Int, to end: Int) -> Bool {
    start == end || !lines[start..<end].contains { $0.contains("}") && !$0.contains("(") }
  }

  private static func name(declaredIn line: Substring) -> String? {
    guard let range = line.firstRange(of: "func ") else { return nil }
    let name = line[range.upperBound...].prefix { $0 != "(" }
    return name.isEmpty ? nil : String(name)
  }
}
