internal import SourceText
internal import Verification

extension SelectionStage {
  /// Bytes of a source file that are read at most.
  private static let sizeLimit = 8 << 20

  /// Finds what is meant in a project.
  ///
  /// - Throws: `TestGenerationError` with code `.noTarget`, which says what there is.
  static func selections(of target: GenerationTarget, in project: any ProjectAdapter) throws -> [Selection] {
    let area = project.area
    let stage = SelectionStage(project.layout) { path in try area.content(of: path, limit: sizeLimit) ?? [] }
    return switch target {
    case .named(let word): [try stage.select(word)]
    case .changed(let lines): try stage.select(changed: lines)
    }
  }
}
