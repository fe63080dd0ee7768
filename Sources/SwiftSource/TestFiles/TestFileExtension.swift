internal import SwiftParser
internal import SwiftSyntax

/// A file of tests to which others are added, by its syntax tree.
package struct TestFileExtension: Sendable {
  private let text: String

  /// Names of the members of each type, for functions of tests that must not clash.
  package let membersByType: [String: Set<String>]

  /// The modules that it imports.
  package let imports: Set<String>

  /// What its members are indented with: the commonest start of a line with a member.
  package let indentation: String

  /// - Parameter text: the whole file.
  package init(_ text: String) {
    self.text = text
    let file = Parser.parse(source: text)
    var members: [String: Set<String>] = [:]
    var imports: Set<String> = []
    var indentations: [String: Int] = [:]
    for statement in file.statements {
      if let declaration = statement.item.as(ImportDeclSyntax.self) {
        imports.insert(declaration.path.map(\.name.text).joined(separator: "."))
      }
      guard let type = TypeBody(statement.item) else { continue }
      for member in type.members {
        indentations[Self.indentation(of: member), default: 0] += 1
        if let function = member.decl.as(FunctionDeclSyntax.self) {
          members[type.name, default: []].insert(function.name.text)
        } else {
          members[type.name, default: []].formUnion([])
        }
      }
      members[type.name, default: []].formUnion([])
    }
    membersByType = members
    self.imports = imports
    indentation = indentations.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "  "
  }

  /// The file with members added at the end of a type, and imports after the last import.
  ///
  /// - Parameters:
  ///   - lines: of the members, indented.
  ///   - type: the name of a type at the top of the file.
  ///   - modules: to import, unless they are imported already.
  /// - Returns: nil when there is no such type, or the file does not parse.
  package func adding(_ lines: [String], to type: String, importing modules: [String]) -> String? {
    guard SwiftParse.faults(in: text) == 0 else { return nil }
    let file = Parser.parse(source: text)
    guard let body = file.statements.lazy.compactMap({ TypeBody($0.item) }).first(where: { $0.name == type }) else {
      return nil
    }
    var bytes = Array(text.utf8)
    let end = body.rightBrace.positionAfterSkippingLeadingTrivia.utf8Offset
    // The line of the brace begins before its indentation.
    var lineStart = end
    while lineStart > 0, bytes[lineStart - 1] == UInt8(ascii: " ") || bytes[lineStart - 1] == UInt8(ascii: "\t") {
      lineStart -= 1
    }
    let isOwnLine = lineStart == 0 || bytes[lineStart - 1] == UInt8(ascii: "\n")
    let gap = body.members.isEmpty ? "" : "\n"
    let added = (isOwnLine ? gap : "\n" + gap) + lines.joined(separator: "\n") + "\n"
    bytes.insert(contentsOf: Array(added.utf8), at: isOwnLine ? lineStart : end)
    let missing = modules.filter { !imports.contains($0) }.sorted()
    if !missing.isEmpty {
      let statement = missing.map { "import \($0)\n" }.joined()
      bytes.insert(contentsOf: Array(statement.utf8), at: Self.importPlace(in: file, bytes))
    }
    let result = String(decoding: bytes, as: UTF8.self)
    return SwiftParse.faults(in: result) == 0 ? result : nil
  }

  /// Behind the line of the last import, or at the first statement.
  private static func importPlace(in file: SourceFileSyntax, _ bytes: [UInt8]) -> Int {
    guard let last = file.statements.last(where: { $0.item.is(ImportDeclSyntax.self) }) else {
      return file.statements.first?.positionAfterSkippingLeadingTrivia.utf8Offset ?? 0
    }
    var place = last.endPositionBeforeTrailingTrivia.utf8Offset
    while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
    return min(place + 1, bytes.count)
  }

  private static func indentation(of member: MemberBlockItemSyntax) -> String {
    var text = ""
    for piece in member.leadingTrivia {
      switch piece {
      case .newlines, .carriageReturnLineFeeds: text = ""
      case .spaces(let count): text += String(repeating: " ", count: count)
      case .tabs(let count): text += String(repeating: "\t", count: count)
      default: break
      }
    }
    return text
  }
}

/// A type or extension with members.
private struct TypeBody {
  let name: String
  let members: MemberBlockItemListSyntax
  let rightBrace: TokenSyntax

  init?(_ item: CodeBlockItemSyntax.Item) {
    if let type = item.as(StructDeclSyntax.self) {
      (name, members, rightBrace) = (type.name.text, type.memberBlock.members, type.memberBlock.rightBrace)
    } else if let type = item.as(ClassDeclSyntax.self) {
      (name, members, rightBrace) = (type.name.text, type.memberBlock.members, type.memberBlock.rightBrace)
    } else if let type = item.as(ActorDeclSyntax.self) {
      (name, members, rightBrace) = (type.name.text, type.memberBlock.members, type.memberBlock.rightBrace)
    } else if let type = item.as(EnumDeclSyntax.self) {
      (name, members, rightBrace) = (type.name.text, type.memberBlock.members, type.memberBlock.rightBrace)
    } else {
      return nil
    }
  }
}
