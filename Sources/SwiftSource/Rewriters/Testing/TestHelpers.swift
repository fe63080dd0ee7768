internal import SwiftSyntax

/// What the files of a project share for their tests: an assertion of XCTest says nothing in a test of Swift Testing.
struct TestHelpers {
  /// Functions that assert with XCTest, in themselves or in what they call, by name, with the files that declare them.
  private var asserting: [String: Set<Int>] = [:]

  /// The names in each file.
  private let words: [Set<String>]

  /// Classes from which others inherit.
  let inherited: Set<String>

  private struct Function {
    let name: String
    let file: Int
    let words: Set<String>
  }

  init(_ sources: [ParsedSource]) {
    words = sources.map { Self.words(of: Syntax($0.tree)) }
    var inherited: Set<String> = []
    var functions: [Function] = []
    for (index, source) in sources.enumerated() {
      let types = Declaration.all(in: source.tree).compactMap { TypeDeclaration($0.node) }
      for type in types where type.kind == .class { inherited.formUnion(type.inherited.prefix(1)) }
      let cases = Set(types.filter { $0.kind == .class && $0.inherited.first == "XCTestCase" }.map(\.name))
      for function in SyntaxNodes.all(FunctionDeclSyntax.self, in: source.tree) {
        // What belongs to a test case moves with it.
        if let owner = SyntaxNodes.owner(of: function), cases.contains(owner.name) { continue }
        functions.append(
          Function(name: function.name.text, file: index, words: Self.words(of: Syntax(function))))
      }
    }
    self.inherited = inherited
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for function in functions where asserting[function.name]?.contains(function.file) != true {
        guard function.words.contains(where: { $0.hasPrefix("XCT") || $0 != function.name && asserting[$0] != nil })
        else { continue }
        asserting[function.name, default: []].insert(function.file)
        isGrowing = true
      }
    }
  }

  /// Functions of other files that assert with XCTest.
  func foreign(to file: Int) -> Set<String> {
    Set(asserting.filter { $0.value.contains { $0 != file } }.keys)
  }

  /// A function of a file that asserts and that another file names, so that it serves tests that may stay.
  func shared(by file: Int) -> String? {
    asserting.filter { $0.value.contains(file) }.keys.sorted().first { name in
      words.indices.contains { $0 != file && words[$0].contains(name) }
    }
  }

  private static func words(of node: Syntax) -> Set<String> {
    Set(
      node.tokens(viewMode: .sourceAccurate).compactMap { token in
        if case .identifier(let text) = token.tokenKind { text } else { nil }
      })
  }
}
