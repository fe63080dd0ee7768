/// A file of tests as text, in the style of its package.
struct SwiftTestFile {
  /// How a package writes its tests.
  struct Style: Hashable, Sendable {
    var dialect: ExpectationDialect

    /// What one level is indented with.
    var indentation = "  "

    /// Whether XCTest's classes are marked `final`.
    var isFinal = true
  }

  let module: String
  var style: Style

  /// Modules that every test file of the package imports besides.
  var imports: [String] = []

  /// The whole text of a new file.
  ///
  /// - Parameters:
  ///   - suite: the name of its type: `StackTests`.
  ///   - tests: in their order; names are made unique here.
  func text(suite: String, _ tests: [GeneratedTest]) -> String {
    let needed = Set(tests.flatMap(\.imports) + imports).subtracting([module, style.dialect.module]).sorted()
    var lines =
      needed.map { "import \($0)" } + ["import \(style.dialect.module)", "", "@testable import \(module)", ""]
    switch style.dialect {
    case .swiftTesting: lines.append("struct \(suite) {")
    case .xctest: lines.append("\(style.isFinal ? "final " : "")class \(suite): XCTestCase {")
    }
    lines += members(tests).map { $0.isEmpty ? "" : style.indentation + $0 }
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The tests as members of a type, not indented.
  func members(_ tests: [GeneratedTest], besides taken: Set<String> = []) -> [String] {
    let functions = functions(of: tests)
    let names = TestName.unique(taken.sorted() + functions.map(\.name)).dropFirst(taken.count)
    return zip(functions, names).enumerated().flatMap { index, pair in
      (index == 0 ? [] : [""]) + lines(of: pair.0, named: pair.1)
    }
  }

  /// The name of the function in which each test stands, in the tests' order.
  func names(of tests: [GeneratedTest], besides taken: Set<String> = []) -> [String] {
    let functions = functions(of: tests)
    let names = TestName.unique(taken.sorted() + functions.map(\.name)).dropFirst(taken.count)
    var found: [GeneratedTest: String] = [:]
    for (function, name) in zip(functions, names) {
      let prefix = style.dialect == .xctest ? "test" + name.prefix(1).uppercased() + name.dropFirst() : name
      for test in function.tests { found[test] = prefix }
    }
    return tests.map { found[$0] ?? $0.name }
  }

  /// A test function before it is written: one test, or several of one shape.
  private struct Function {
    let name: String
    let tests: [GeneratedTest]
  }

  /// Puts tests of one shape together, where the first of them stands.
  private func functions(of tests: [GeneratedTest]) -> [Function] {
    guard style.dialect == .swiftTesting else { return tests.map { Function(name: $0.name, tests: [$0]) } }
    var shapes: [Shape: [GeneratedTest]] = [:]
    for test in tests { if let shape = Shape(of: test) { shapes[shape, default: []].append(test) } }
    var written: Set<Shape> = []
    return tests.compactMap { test in
      guard let shape = Shape(of: test), let group = shapes[shape], group.count > 1 else {
        return Function(name: test.name, tests: [test])
      }
      guard written.insert(shape).inserted else { return nil }
      let subject = test.subject.split(separator: ".").last.map { String($0.prefix { $0 != "(" }) } ?? "call"
      let words = subject == "init" ? ["initialised", "values"] : [subject, "gives", "expected", "values"]
      return Function(name: TestName.identifier(words), tests: group)
    }
  }

  private struct Shape: Hashable {
    let subject: String
    let body: [String]
    let inputTypes: [String]
    let expectedType: String
    let isThrowing: Bool
    let isAsync: Bool
    let actor: String?

    init?(of test: GeneratedTest) {
      guard let row = test.row else { return nil }
      subject = test.subject
      body = row.body
      inputTypes = row.inputTypes
      expectedType = row.expectedType
      isThrowing = test.isThrowing
      isAsync = test.isAsync
      actor = test.actor
    }
  }

  private func lines(of function: Function, named name: String) -> [String] {
    let first = function.tests[0]
    let effects = (first.isAsync ? " async" : "") + (first.isThrowing ? " throws" : "")
    let actor = first.actor.map { ["@\($0)"] } ?? []
    var head: [String]
    var body = first.body
    if function.tests.count > 1, let row = first.row {
      let names = row.inputs.indices.map { $0 == 0 ? "input" : "input\($0 + 1)" } + ["expected"]
      let types = row.inputTypes + [row.expectedType]
      let parameters = zip(names, types).map { "\($0): \($1)" }.joined(separator: ", ")
      let cases = function.tests.compactMap(\.row).map { row in
        style.indentation + "(" + (row.inputs + [row.expected]).joined(separator: ", ") + "),"
      }
      head = ["@Test(arguments: ["] + cases + ["] as [(\(types.joined(separator: ", ")))])"]
      head += actor + ["func \(name)(\(parameters))\(effects) {"]
      body = row.body
    } else if style.dialect == .swiftTesting {
      head = actor + ["@Test func \(name)()\(effects) {"]
    } else {
      let capital = name.prefix(1).uppercased() + name.dropFirst()
      head = actor + ["func test\(capital)()\(effects) {"]
    }
    let written = body.flatMap { MultilineLiteral.lines(of: $0, indentation: style.indentation) }
    return head + written.map { $0.isEmpty ? "" : style.indentation + $0 } + ["}"]
  }
}
