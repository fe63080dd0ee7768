/// Which of a project's tests a request means.
struct TestSelection {
  private let names: [String]
  private let excluded: [String]

  init(_ request: TestRequest) {
    names = request.names
    excluded = request.excluded
  }

  /// Whether it means all tests there are.
  var isWhole: Bool { names.isEmpty && excluded.isEmpty }

  func contains(_ test: String) -> Bool {
    (names.isEmpty || names.contains { Self.covers($0, test) }) && !excluded.contains { Self.covers($0, test) }
  }

  /// The wanted names that mean none of the tests.
  func unknown(among tests: [String]) -> [String] { names.filter { name in !tests.contains { Self.covers(name, $0) } } }

  /// Whether a name is that of a test, or of something that it stands in: a suite, a module, a file, a test with parameters.
  static func covers(_ name: String, _ test: String) -> Bool {
    guard test.hasPrefix(name) else { return false }
    let rest = test.utf8.dropFirst(name.utf8.count)
    guard let next = rest.first else { return true }
    return [UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "[")].contains(next)
  }
}
