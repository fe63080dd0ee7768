internal import SourceText
internal import SwiftSource

extension TestPlacement {
  /// Where a test stands once it is written.
  struct Place: Hashable, Sendable {
    let path: RelativePath

    /// The type at the top of the file.
    let suite: String

    /// The function, without parameters.
    let function: String
  }

  /// The texts of files with tests added, by path; existing ones are extended, others made.
  ///
  /// - Parameter tests: in the order in which they are to stand.
  func write(_ tests: [GeneratedTest]) throws -> [RelativePath: String] { try layout(of: tests).files }

  /// Where each test stands once it is written, in the tests' order.
  func places(of tests: [GeneratedTest]) throws -> [Place] {
    let places = try layout(of: tests).places
    return tests.compactMap { places[$0] }
  }

  /// The name of the function in which each test stands once it is written, in the tests' order.
  func names(of tests: [GeneratedTest]) -> [String] {
    (try? places(of: tests).map(\.function)) ?? tests.map(\.name)
  }

  /// Groups whose suites have one name stand in one suite, such as `+` and `-`.
  private func layout(
    of tests: [GeneratedTest]
  ) throws -> (files: [RelativePath: String], places: [GeneratedTest: Place]) {
    var order: [String] = []
    var members: [String: [GeneratedTest]] = [:]
    for test in tests {
      let suite = Self.suite(for: test.group)
      if members[suite] == nil { order.append(suite) }
      members[suite, default: []].append(test)
    }
    let file = SwiftTestFile(module: module, style: style)
    var written: [RelativePath: String] = [:]
    var places: [GeneratedTest: Place] = [:]
    var suites = Set(files.values.flatMap { TestFileExtension($0).membersByType.keys })
    for suite in order {
      guard let tests = members[suite] else { continue }
      var place = (path: try freePath(suite, besides: written.keys), suite: Self.freeName(suite, besides: suites))
      var names = file.names(of: tests)
      // A file may get several suites.
      if let path = home(of: suite), let text = written[path] ?? files[path] {
        let taken = TestFileExtension(text).membersByType[suite] ?? []
        if let extended = extended(text, with: tests, in: suite, besides: taken) {
          written[path] = extended
          place = (path, suite)
          names = file.names(of: tests, besides: taken)
        }
      }
      if written[place.path] == nil { written[place.path] = file.text(suite: place.suite, tests) }
      suites.insert(place.suite)
      for (test, name) in zip(tests, names) {
        places[test] = Place(path: place.path, suite: place.suite, function: name)
      }
    }
    return (written, places)
  }

  /// A file whose suite has more tests; nil where they cannot be added.
  private func extended(
    _ text: String, with tests: [GeneratedTest], in suite: String, besides taken: Set<String>
  ) -> String? {
    let known = TestFileExtension(text)
    var file = SwiftTestFile(module: module, style: style)
    file.style.indentation = known.indentation
    let lines = file.members(tests, besides: taken).map { $0.isEmpty ? "" : known.indentation + $0 }
    let modules = Set(tests.flatMap(\.imports) + [style.dialect.module]).subtracting([module]).sorted()
    return known.adding(lines, to: suite, importing: modules)
  }

  /// The file with a type of this name that holds tests of our kind.
  private func home(of suite: String) -> RelativePath? {
    files.sorted { $0.key < $1.key }.first { _, text in
      text.contains("import \(style.dialect.module)") && TestFileExtension(text).membersByType[suite] != nil
    }?.key
  }

  private static func freeName(_ suite: String, besides taken: Set<String>) -> String {
    var (name, number) = (suite, 1)
    while taken.contains(name) {
      name = "Generated\(suite)" + (number == 1 ? "" : "\(number)")
      number += 1
    }
    return name
  }

  /// Two paths that differ in capitals alone are one file on some disks.
  private func freePath(_ suite: String, besides written: some Collection<RelativePath>) throws -> RelativePath {
    let taken = Set((Array(files.keys) + written).map { $0.string.lowercased() })
    var (path, number) = (try RelativePath("\(folder)/\(suite).swift"), 1)
    while taken.contains(path.string.lowercased()) {
      path = try RelativePath("\(folder)/Generated\(suite)\(number == 1 ? "" : "\(number)").swift")
      number += 1
    }
    return path
  }

  /// `Stack` gives `StackTests`, `Outer.Inner` `OuterInnerTests`, `parse(_:)` `ParseTests`.
  static func suite(for group: String) -> String {
    let words = TestName.words(String(group.prefix { $0 != "(" && $0 != "<" }))
    let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return (name.isEmpty ? "Operator" : name) + "Tests"
  }
}
