internal import SwiftSyntax

/// The members of types, in an order of kinds, each with its comments.
struct GroupMembers: FileRewriter {
  static let description = RewriterDescription(
    "group-members",
    "Groups members by kind: types, cases, constants of the type, properties, initializers, methods; never across `#if`.",
    [
      RewriterParameter("alphabetical", .flag, "whether methods of a kind are sorted by name", standard: "false"),
      RewriterParameter("marks", .flag, "whether each group gets a line `// MARK: - Methods`", standard: "false"),
      RewriterParameter("name", .pattern, "only types of this name", standard: ""),
    ])

  let title = "Group members"
  private let isAlphabetical: Bool
  private let hasMarks: Bool
  private let name: NamePattern?

  init(_ arguments: RewriterArguments) {
    isAlphabetical = arguments.flag("alphabetical")
    hasMarks = arguments.flag("marks")
    name = arguments.pattern("name")
  }

  func rewrite(_ draft: inout RewriteDraft) {
    for declaration in Declaration.all(in: draft.source.tree) {
      guard let type = TypeDeclaration(declaration.node), name.map({ $0.match(type.name) != nil }) ?? true else {
        continue
      }
      // Somebody has grouped them already.
      guard !draft.source.string(type.block).contains("MARK:") else { continue }
      change(type, &draft)
    }
  }

  private struct Member {
    let range: Range<Int>
    let group: MemberGroup
    let name: String

    /// Whether a line before it is empty.
    let isApart: Bool

    /// Whether it takes several lines, besides those of its comments.
    let isLong: Bool
  }

  private func change(_ type: TypeDeclaration, _ draft: inout RewriteDraft) {
    let source = draft.source
    let items = Array(type.block.members)
    guard items.count > 1 else { return }
    var members: [Member] = []
    for item in items {
      // A macro or a condition may depend on where it stands.
      guard let group = MemberGroup(item.decl), let range = AttachedLines.range(of: item, in: source) else { return }
      let isFirst = members.isEmpty
      let expected = source.nextLine(members.last?.range.upperBound ?? type.block.leftBrace.byteRange.lowerBound)
      // What is no member and no blank line between them, as a comment that stands alone, would lose its place.
      guard range.lowerBound >= expected,
        source.string(expected..<range.lowerBound).allSatisfy(\.isWhitespace)
      else { return }
      members.append(
        Member(
          range: range, group: group, name: Declaration(item.decl)?.names.first ?? "",
          isApart: !isFirst && range.lowerBound > expected,
          isLong: source.string(item).utf8.contains(UInt8(ascii: "\n"))))
    }
    let sorted = members.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.group != b.group { return a.group < b.group }
      if isAlphabetical, a.group.isMethods, a.name != b.name { return a.name < b.name }
      return left.offset < right.offset
    }.map(\.element)
    guard sorted.map(\.range) != members.map(\.range) || hasMarks, let first = members.first, let last = members.last
    else { return }
    draft.add(first.range.lowerBound..<last.range.upperBound, text(sorted, source))
  }

  private func text(_ members: [Member], _ source: ParsedSource) -> String {
    var text = ""
    var group: MemberGroup?
    for member in members {
      let isNew = member.group != group
      if group != nil {
        text += source.lineEnd
        // Between kinds, and around what takes several lines, a line is empty.
        if isNew || member.isApart || member.isLong { text += source.lineEnd }
      }
      if isNew, hasMarks {
        text += "\(source.indentation(at: member.range.lowerBound))// MARK: - \(member.group.title)"
        text += source.lineEnd + source.lineEnd
      }
      text += source.string(member.range)
      group = member.group
    }
    return text
  }
}
