internal import SwiftParser
internal import SwiftSyntax

/// Stored properties that `@testable import` does not make readable: those that are `private` or `fileprivate`.
package enum UnreadableProperties {
  /// Finds them in a file.
  ///
  /// - Parameter text: the whole source of a file.
  /// - Returns: `Outer.Inner.name` each, without the generic parameters of types.
  package static func names(in text: String) -> Set<String> {
    let finder = Finder(viewMode: .sourceAccurate)
    finder.walk(Parser.parse(source: text))
    return finder.names
  }

  private final class Finder: SyntaxVisitor {
    private(set) var names: Set<String> = []
    private var path: [String] = []

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
    override func visitPost(_ node: StructDeclSyntax) { path.removeLast() }
    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
    override func visitPost(_ node: ClassDeclSyntax) { path.removeLast() }
    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
    override func visitPost(_ node: ActorDeclSyntax) { path.removeLast() }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name.text) }
    override func visitPost(_ node: EnumDeclSyntax) { path.removeLast() }
    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
      enter(node.extendedType.trimmedDescription)
    }
    override func visitPost(_ node: ExtensionDeclSyntax) { path.removeLast() }

    private func enter(_ name: String) -> SyntaxVisitorContinueKind {
      path.append(name)
      return .visitChildren
    }

    /// What stands in a body is no property.
    override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

    override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
      let isHidden = node.modifiers.contains { modifier in
        // `private(set)` is read by everybody.
        modifier.detail == nil && ["private", "fileprivate"].contains(modifier.name.text)
      }
      for binding in node.bindings where isHidden && !path.isEmpty {
        guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text else { continue }
        names.insert((path + [name]).joined(separator: "."))
      }
      return .skipChildren
    }
  }
}
