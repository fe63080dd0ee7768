internal import SwiftSyntax

/// Imports that a file may do without, one a step: only the build can say.
struct UnusedImports: SourceRewriter {
  static let description = RewriterDescription(
    "unused-imports",
    "Proposes to remove imports, one at a step, that no telling name of the module speaks for; the build decides.",
    [
      RewriterParameter("module", .pattern, "only imports of this module", standard: ""),
      RewriterParameter("keep", .list, "modules that stay in any case", standard: ""),
    ])

  private let module: NamePattern?
  private let kept: Set<String>

  init(_ arguments: RewriterArguments) {
    module = arguments.pattern("module")
    kept = Set(arguments.list("keep"))
  }

  /// Names that only one module has, so that a file with one of them needs it.
  private static let telling: [String: Set<String>] = [
    "Foundation": [
      "Data", "Date", "URL", "UUID", "FileManager", "JSONDecoder", "JSONEncoder", "NSRegularExpression", "NSLock",
      "DateFormatter", "ProcessInfo", "NSString", "NSObject", "NotificationCenter", "Bundle", "URLSession", "Locale",
      "Calendar", "Decimal", "NSError", "UserDefaults", "RunLoop", "Timer", "Pipe", "CharacterSet", "TimeInterval",
    ],
    "XCTest": ["XCTestCase", "XCTAssert", "XCTAssertEqual", "XCTAssertTrue", "XCTUnwrap", "XCTFail", "XCTAssertNil"],
    "Testing": ["Test", "Suite", "expect", "require", "Issue"],
    "SwiftUI": ["View", "ViewBuilder", "State", "Binding", "EnvironmentObject", "ViewModifier"],
    "UIKit": ["UIView", "UIViewController", "UIColor", "UIImage", "UIApplication", "UITableView"],
    "Combine": ["Publisher", "AnyCancellable", "PassthroughSubject", "CurrentValueSubject", "AnyPublisher"],
    "Dispatch": ["DispatchQueue", "DispatchGroup", "DispatchSemaphore", "DispatchTime", "DispatchWorkItem"],
    "ArgumentParser": ["ParsableCommand", "AsyncParsableCommand", "ParsableArguments", "CommandConfiguration"],
    "NIOCore": ["ByteBuffer", "EventLoop", "EventLoopFuture", "ChannelHandler"],
    "Logging": ["Logger", "LoggingSystem", "LogHandler"],
  ]

  func outcome(for files: [SourceFile], beside others: [SourceFile]) -> RewriteOutcome {
    var outcome = RewriteOutcome()
    for file in files where file.text.contains("import") {
      guard let source = RewriteCheck.parsed(file, &outcome) else { continue }
      var seen: Set<String> = []
      let names = Set(
        source.tree.tokens(viewMode: .sourceAccurate).compactMap { token -> String? in
          if case .identifier(let name) = token.tokenKind { name } else { nil }
        })
      // Those below `#if` serve builds that are not made here.
      for item in source.tree.statements {
        guard let declaration = item.item.as(ImportDeclSyntax.self), let name = declaration.path.first?.name.text,
          isCandidate(declaration, name)
        else { continue }
        let isRepeated = !seen.insert(source.string(declaration)).inserted
        guard isRepeated || Self.telling[name].map({ $0.isDisjoint(with: names) }) ?? true else { continue }
        var draft = RewriteDraft(source)
        draft.add(source.removal(of: declaration.byteRange), "")
        guard let change = draft.change, RewriteCheck.isSound(change, file, &outcome) else { continue }
        outcome.steps.append(
          RewriteOutcome.Step(title: "Remove the import of \(name) from \(file.path)", changes: [change]))
      }
    }
    return outcome
  }

  private func isCandidate(_ declaration: ImportDeclSyntax, _ name: String) -> Bool {
    // What is handed on to others may be needed by them.
    let isHandedOn =
      declaration.attributes.trimmedDescription.contains("_exported")
      || declaration.modifiers.contains { ["public", "package", "open"].contains($0.name.text) }
    return !isHandedOn && !kept.contains(name) && module.map { $0.match(name) != nil } ?? true
      && !SyntaxNodes.hasComment(within: declaration)
  }
}
