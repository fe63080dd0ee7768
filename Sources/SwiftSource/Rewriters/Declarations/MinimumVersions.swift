internal import SwiftSyntax

/// Checks and marks of availability that a higher minimum makes needless.
struct MinimumVersions: FileRewriter {
  static let description = RewriterDescription(
    "minimum-versions",
    "Drops `#available`, `#unavailable` and `@available` for versions that the given minimum has passed.",
    [RewriterParameter("minimum", .text, "the platforms with their lowest versions: `macOS 13, iOS 16`")])

  let title = "Drop checks for versions that are required"
  private let minimum: [String: Version]

  private static let platforms: Set<String> = [
    "iOS", "iOSApplicationExtension", "macCatalyst", "macCatalystApplicationExtension", "macOS",
    "macOSApplicationExtension", "tvOS", "tvOSApplicationExtension", "visionOS", "watchOS",
    "watchOSApplicationExtension",
  ]

  init(_ arguments: RewriterArguments) throws(SwiftSourceError) {
    var minimum: [String: Version] = [:]
    for entry in arguments.list("minimum") {
      let words = entry.split(separator: " ").map(String.init)
      guard words.count == 2, Self.platforms.contains(words[0]), let version = Version(words[1]) else {
        throw SwiftSourceError(
          .rewriter,
          "the argument \"minimum\" holds no platform with its version: \(String(reflecting: entry)); "
            + "platforms are \(Self.platforms.sorted().joined(separator: ", "))")
      }
      minimum[words[0]] = version
    }
    self.minimum = minimum
  }

  func rewrite(_ draft: inout RewriteDraft) {
    for attribute in SyntaxNodes.all(AttributeSyntax.self, in: draft.source.tree) { change(attribute, &draft) }
    for list in SyntaxNodes.all(ConditionElementListSyntax.self, in: draft.source.tree) { change(list, &draft) }
  }

  private func change(_ attribute: AttributeSyntax, _ draft: inout RewriteDraft) {
    guard attribute.attributeName.trimmedDescription == "available",
      case .availability(let list)? = attribute.arguments, !SyntaxNodes.hasComment(within: attribute)
    else { return }
    switch isPassed(list) {
    case .all: draft.add(draft.source.removal(of: attribute.byteRange), "")
    case .some(let ranges): draft.add(ranges.map { SourceEdit($0, "") })
    case .none: break
    }
  }

  private enum Passed {
    case all
    case some([Range<Int>])
    case none
  }

  /// Which platforms of a list, with a star at its end, need a version that is required anyway.
  private func isPassed(_ list: AvailabilityArgumentListSyntax) -> Passed {
    let entries = Array(list)
    guard let last = entries.last, case .token(let star) = last.argument, star.text == "*", entries.count > 1 else {
      return .none
    }
    var passed: [Range<Int>] = []
    for (index, entry) in entries.dropLast().enumerated() {
      guard case .availabilityVersionRestriction(let restriction) = entry.argument,
        let version = restriction.version.flatMap({ Version($0.trimmedDescription) })
      else { return .none }
      guard let required = minimum[restriction.platform.text], version <= required else { continue }
      passed.append(entry.byteRange.lowerBound..<entries[index + 1].byteRange.lowerBound)
    }
    if passed.isEmpty { return .none }
    return passed.count == entries.count - 1 ? .all : .some(passed)
  }

  private func change(_ list: ConditionElementListSyntax, _ draft: inout RewriteDraft) {
    let elements = Array(list)
    for (index, element) in elements.enumerated() {
      guard case .availability(let condition) = element.condition, !SyntaxNodes.hasComment(within: element) else {
        continue
      }
      let isPositive = condition.availabilityKeyword.tokenKind == .poundAvailable
      switch isPassed(condition.availabilityArguments) {
      case .none: continue
      case .some(let ranges):
        draft.add(ranges.map { SourceEdit($0, "") })
        continue
      case .all: break
      }
      if elements.count > 1 {
        // A check that can never hold makes the whole condition so: that is left to a person.
        guard isPositive else {
          draft.note("a condition can never hold, since the version is required", at: element.byteRange.lowerBound)
          continue
        }
        let own = element.byteRange
        let isLast = index + 1 == elements.count
        let start = isLast ? elements[index - 1].trailingComma?.byteRange.lowerBound ?? own.lowerBound : own.lowerBound
        let range = start..<(isLast ? own.upperBound : elements[index + 1].byteRange.lowerBound)
        draft.add(range, "")
      } else if let choice = list.parent?.as(IfExprSyntax.self) {
        resolve(choice, isPositive, &draft)
      } else if let check = list.parent?.as(GuardStmtSyntax.self), isPositive,
        let item = check.parent?.as(CodeBlockItemSyntax.self),
        (item.parent?.children(viewMode: .sourceAccurate).count ?? 0) > 1
      {
        draft.add(draft.source.removal(of: item.byteRange), "")
      } else {
        draft.note("a check that always comes out the same is left", at: element.byteRange.lowerBound)
      }
    }
  }

  /// Puts the branch that is always taken in the place of an `if`.
  private func resolve(_ choice: IfExprSyntax, _ isPositive: Bool, _ draft: inout RewriteDraft) {
    let source = draft.source
    var branch: CodeBlockSyntax? = choice.body
    if !isPositive {
      if case .codeBlock(let block)? = choice.elseBody { branch = block } else { branch = nil }
    }
    guard let branch, let item = GuardExit.item(of: choice), let list = item.parent?.as(CodeBlockItemListSyntax.self),
      source.isFirstOnLine(choice.byteRange.lowerBound), source.isLastOnLine(choice.byteRange.upperBound),
      source.isLastOnLine(branch.leftBrace.byteRange.upperBound),
      source.isFirstOnLine(branch.rightBrace.byteRange.lowerBound), !branch.statements.isEmpty,
      !LocalNames.meet(branch.statements, beside: item, in: list),
      let lines = Indentation.lines(of: branch, under: choice.byteRange.lowerBound, in: source)
    else {
      draft.note("a branch that is always taken is left within its `if`", at: choice.byteRange.lowerBound)
      return
    }
    draft.add(source.lineStart(choice.byteRange.lowerBound)..<choice.byteRange.upperBound, lines)
  }
}
