internal import SwiftParser
internal import SwiftSyntax

/// Adds a target for tests to a package's manifest, by its syntax tree.
package enum ManifestTarget {
  /// The manifest with one more target.
  ///
  /// - Parameters:
  ///   - name: of the target.
  ///   - module: the target that it tests.
  ///   - text: `Package.swift`.
  /// - Returns: nil when the manifest lists no targets that could be found.
  package static func adding(tests name: String, of module: String, to text: String) -> String? {
    guard SwiftParse.faults(in: text) == 0 else { return nil }
    let finder = TargetListFinder(viewMode: .sourceAccurate)
    finder.walk(Parser.parse(source: text))
    guard let list = finder.list else { return nil }
    var bytes = Array(text.utf8)
    let element = ".testTarget(name: \"\(name)\", dependencies: [\"\(module)\"])"
    guard let last = list.elements.last else {
      let place = list.leftSquare.endPositionBeforeTrailingTrivia.utf8Offset
      bytes.insert(contentsOf: Array(element.utf8), at: place)
      return String(decoding: bytes, as: UTF8.self)
    }
    let indentation = Self.indentation(of: last, bytes)
    let place = last.expression.endPositionBeforeTrailingTrivia.utf8Offset
    if last.trailingComma != nil {
      let comma = last.endPositionBeforeTrailingTrivia.utf8Offset
      bytes.insert(contentsOf: Array("\n\(indentation)\(element),".utf8), at: comma)
    } else {
      bytes.insert(contentsOf: Array(",\n\(indentation)\(element)".utf8), at: place)
    }
    let result = String(decoding: bytes, as: UTF8.self)
    return SwiftParse.faults(in: result) == 0 ? result : nil
  }

  private static func indentation(of element: ArrayElementSyntax, _ bytes: [UInt8]) -> String {
    var place = element.positionAfterSkippingLeadingTrivia.utf8Offset
    let end = place
    while place > 0, bytes[place - 1] == UInt8(ascii: " ") || bytes[place - 1] == UInt8(ascii: "\t") { place -= 1 }
    let isOwnLine = place == 0 || bytes[place - 1] == UInt8(ascii: "\n")
    return isOwnLine ? String(decoding: bytes[place..<end], as: UTF8.self) : "    "
  }
}

/// Finds the array behind `targets:` in `Package(...)`.
private final class TargetListFinder: SyntaxVisitor {
  private(set) var list: ArrayExprSyntax?

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    guard list == nil, node.calledExpression.trimmedDescription == "Package" else { return .visitChildren }
    list = node.arguments.first { $0.label?.text == "targets" }?.expression.as(ArrayExprSyntax.self)
    return .visitChildren
  }
}
