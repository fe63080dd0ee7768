internal import Editing
internal import SourceText
internal import SwiftSource
internal import Verification

/// A rule for Swift sources as an engine: one step for each file, or for what several files have to change together.
package struct SwiftRewriteEngine: EditEngine {
  package let name: String

  private let rewriter: any SourceRewriter

  /// Larger files are left alone: no person wrote them.
  static let sizeLimit = 4 << 20

  /// How many files a project may have of which a rule needs to see all.
  static let countLimit = 200_000

  /// - Parameters:
  ///   - rule: its name; `docs/Rewriters.md` lists them.
  ///   - arguments: by name, in the words of that page.
  /// - Throws: `RefactoringError` with code `.recipe` for an unknown rule or argument, which lists what there is.
  package init(rule: String, arguments: [String: String] = [:]) throws(RefactoringError) {
    do throws(SwiftSourceError) { rewriter = try SourceRewriters.rewriter(rule, arguments) } catch {
      throw RefactoringError(.recipe, error.description)
    }
    name = "swift/\(rule)"
  }

  package func propose(_ scope: EditScope) async throws -> Proposal {
    var proposal = Proposal()
    let paths = scope.files.filter { $0.fileExtension == "swift" }
    switch type(of: rewriter).description.reach {
    case .file:
      // One after the other: of a large project only one tree is held at a time.
      for path in paths {
        try Task.checkCancellation()
        guard let file = try Self.read(path, in: scope.area, &proposal.skipped) else { continue }
        try Self.add(rewriter.outcome(for: [file.source], beside: []), of: [path: file], to: &proposal)
      }
    case .project:
      var files: [RelativePath: ReadFile] = [:]
      for path in paths { files[path] = try Self.read(path, in: scope.area, &proposal.skipped) }
      let editable = Set(paths)
      var others: [SourceFile] = []
      for path in try Self.allFiles(in: scope.area) where !editable.contains(path) {
        try Task.checkCancellation()
        var skipped: [SkippedFile] = []
        if let file = try Self.read(path, in: scope.area, &skipped) { others.append(file.source) }
      }
      let outcome = rewriter.outcome(for: paths.compactMap { files[$0]?.source }, beside: others)
      try Self.add(outcome, of: files, to: &proposal)
    }
    return proposal
  }

  private struct ReadFile {
    let source: SourceFile
    let hash: ContentHash
  }

  /// - Returns: nil for a file that is none for a rule, which `skipped` then names.
  private static func read(
    _ path: RelativePath, in area: WorkArea, _ skipped: inout [SkippedFile]
  ) throws(RefactoringError) -> ReadFile? {
    let bytes: [UInt8]
    do throws(VerificationError) {
      guard let content = try area.content(of: path, limit: sizeLimit) else { return nil }
      bytes = content
    } catch {
      skipped.append(SkippedFile(path, .huge, "\(error)"))
      return nil
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      skipped.append(SkippedFile(path, .notUTF8, "it is no UTF-8"))
      return nil
    }
    return ReadFile(source: SourceFile(path: path.string, text: text), hash: ContentHash(of: bytes))
  }

  /// The Swift files of the project, without hidden folders.
  private static func allFiles(in area: WorkArea) throws(RefactoringError) -> [RelativePath] {
    do throws(VerificationError) {
      return try area.files(limit: countLimit) { !$0.name.hasPrefix(".") }.filter { $0.fileExtension == "swift" }
    } catch {
      throw RefactoringError(.engine, error.description)
    }
  }

  private static func add(
    _ outcome: RewriteOutcome, of files: [RelativePath: ReadFile], to proposal: inout Proposal
  ) throws {
    for step in outcome.steps {
      var operations: [FileOperation] = []
      for change in step.changes {
        let path = try RelativePath(change.path)
        guard let file = files[path] else { continue }
        let replacements = change.edits.map { FileOperation.Replacement($0.range, Array($0.text.utf8)) }
        operations.append(FileOperation(path, .edit(base: file.hash, replacements), reason: step.title))
      }
      proposal.steps.append(
        ProposedStep(title: step.title, operations: operations, declaredInterfaceChanges: step.interfaceChanges))
    }
    proposal.notes += outcome.notes.map { "\($0.path):\($0.line): \($0.text)" }
  }
}
