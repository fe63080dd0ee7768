internal import SwiftSyntax

/// Imports that stand together, in the order of their modules.
struct SortImports: FileRewriter {
  static let description = RewriterDescription(
    "sort-imports",
    "Sorts imports that stand on adjacent lines by their modules, each with the comments above it; never across `#if`.")

  let title = "Sort imports"

  init(_ arguments: RewriterArguments) {}

  func rewrite(_ draft: inout RewriteDraft) {
    var run: [Chunk] = []
    for item in draft.source.tree.statements {
      guard let declaration = item.item.as(ImportDeclSyntax.self), let chunk = Chunk(declaration, draft.source) else {
        sort(run, &draft)
        run = []
        continue
      }
      if let last = run.last, chunk.range.lowerBound != draft.source.nextLine(last.range.upperBound) {
        sort(run, &draft)
        run = []
      }
      run.append(chunk)
    }
    sort(run, &draft)
  }

  private func sort(_ run: [Chunk], _ draft: inout RewriteDraft) {
    let sorted = run.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    draft.add(zip(run, sorted).map { SourceEdit($0.range, draft.source.string($1.range)) })
  }

  /// The lines of an import, with the comments right above it.
  private struct Chunk {
    let range: Range<Int>
    let key: [String]

    /// - Returns: nil when something else stands on its lines, or a comment above it may be the file's.
    init?(_ declaration: ImportDeclSyntax, _ source: ParsedSource) {
      guard let range = AttachedLines.range(of: declaration, in: source),
        range.lowerBound == source.lineStart(declaration.byteRange.lowerBound) || range.lowerBound > 3
      else { return nil }
      self.range = range
      let path = declaration.path.map(\.name.text)
      key = path.map { $0.lowercased() } + path + [source.string(declaration)]
    }
  }
}
