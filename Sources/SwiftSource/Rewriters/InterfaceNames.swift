internal import SwiftSyntax

/// The declarations whose heads are changed by edits, so that a change of the public interface can be told from a mistake.
package enum InterfaceNames {
  /// - Parameters:
  ///   - edits: in the order of the text.
  ///   - file: before them.
  /// - Returns: `Outer.Inner.name` without modules and labels, sorted, as they were and as they are now.
  package static func changed(by edits: [SourceEdit], in file: SourceFile) -> [String] {
    changed(by: edits, in: ParsedSource(file))
  }

  /// - Parameters:
  ///   - edits: in the order of the text.
  ///   - source: the file before them.
  /// - Returns: `Outer.Inner.name` without modules and labels, sorted, as they were and as they are now.
  static func changed(by edits: [SourceEdit], in source: ParsedSource) -> [String] {
    let before = Set(edits.compactMap { name(at: $0.range.lowerBound, in: source.tree) })
    guard !before.isEmpty else { return [] }
    let text = SourceEdit.applied(edits, to: source.string(0..<source.bytes.count))
    let result = ParsedSource(SourceFile(path: source.path, text: text))
    var (after, shift): (Set<String>, Int) = ([], 0)
    for edit in edits {
      if let name = name(at: edit.range.lowerBound + shift, in: result.tree) { after.insert(name) }
      shift += edit.text.utf8.count - edit.range.count
    }
    return before.union(after).sorted()
  }

  /// The declaration at whose head a byte stands; nil within bodies and values.
  private static func name(at offset: Int, in tree: SourceFileSyntax) -> String? {
    var names: [String] = []
    var node = tree.token(at: AbsolutePosition(utf8Offset: offset)).map(Syntax.init)
    while let current = node {
      if names.isEmpty,
        [.codeBlock, .accessorBlock, .closureExpr, .initializerClause, .importDecl].contains(current.kind)
      {
        return nil
      }
      if let declaration = current.as(DeclSyntax.self).flatMap(Declaration.init), let name = declaration.names.first {
        names.append(TypeDeclaration(declaration.node)?.name ?? name)
      }
      node = current.parent
    }
    return names.isEmpty ? nil : names.reversed().joined(separator: ".")
  }
}
