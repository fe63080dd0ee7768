package import SourceText
internal import SwiftSource
package import Verification

/// The mutated texts of a plan, in the state in which they compile as far as it is known: a pure value that a compiler's
/// complaints change.
package struct MutatedSources: Sendable {
  /// A point of a file, by their indices.
  struct Key: Hashable, Sendable {
    let file: Int
    let point: Int
  }

  private let plan: MutationPlan
  private let fileIndices: [RelativePath: Int]

  /// The form in which each point is written; nil for one that is dropped.
  ///
  /// What is not here has its first form.
  private var forms: [Key: Int?] = [:]

  private var texts: [Int: MutatedText] = [:]

  package init(_ plan: MutationPlan) {
    self.plan = plan
    fileIndices = Dictionary(plan.files.enumerated().map { ($0.element.source.path, $0.offset) }) { first, _ in first }
    for index in plan.files.indices { texts[index] = text(of: index) }
  }

  /// The text of each file that has mutants.
  package var files: [(path: RelativePath, text: String)] {
    plan.files.indices.compactMap { index in
      guard !plan.files[index].numbers.isEmpty, let text = texts[index] else { return nil }
      return (plan.files[index].source.path, text.string)
    }
  }

  /// The numbers of mutants whose code does not compile.
  package var dropped: Set<Int> {
    var dropped: Set<Int> = []
    for (key, form) in forms where form == nil {
      dropped.formUnion(plan.files[key.file].numbers.first { $0.point == key.point }?.numbers ?? [])
    }
    return dropped
  }

  /// The mutants as they are written: a form may say something else than the first one.
  package var mutants: [Mutant] {
    var replacements: [Int: String] = [:]
    for (key, form) in forms {
      guard let form, let numbers = plan.files[key.file].numbers.first(where: { $0.point == key.point })?.numbers
      else { continue }
      for (number, change) in zip(numbers, plan.files[key.file].schemata.points[key.point].forms[form].changes) {
        replacements[number] = change.replacement
      }
    }
    return plan.mutants.map { mutant in
      guard let replacement = replacements[mutant.id] else { return mutant }
      return Mutant(
        id: mutant.id, path: mutant.path, startLine: mutant.startLine, startColumn: mutant.startColumn,
        endLine: mutant.endLine, endColumn: mutant.endColumn, operation: mutant.operation, original: mutant.original,
        replacement: replacement)
    }
  }

  /// Answers errors of a compiler: points that they are about get their next form, or are dropped.
  ///
  /// An error at a point's inserted text, or inside it, is the innermost such point's. One elsewhere in a statement is that of
  /// all points of the statement, since types are inferred there together; one in a statement without points is that of all
  /// points of the function.
  ///
  /// - Parameters:
  ///   - diagnostics: of one build of these texts.
  ///   - prefix: what the paths of the diagnostics have before a file's own; empty or with a slash at its end.
  /// - Returns: whether anything was changed.
  package mutating func answer(_ diagnostics: [CompilerDiagnostic], prefix: String = "") -> Bool {
    var blamed: Set<Key> = []
    for diagnostic in diagnostics where diagnostic.kind == .error {
      guard let path = diagnostic.path?.string, path.hasPrefix(prefix),
        let own = try? RelativePath(String(path.dropFirst(prefix.count))), let file = fileIndices[own],
        let origin = texts[file]?.origin(line: diagnostic.line, column: diagnostic.column)
      else { continue }
      blamed.formUnion(points(at: origin, in: file).map { Key(file: file, point: $0) })
    }
    for key in blamed { advance(key) }
    rewrite(Set(blamed.map(\.file)))
    return !blamed.isEmpty
  }

  /// The points that are in the texts, in the order of files and places.
  var written: [Key] {
    plan.files.indices.flatMap { file in livingPoints(of: file).map { Key(file: file, point: $0) } }
  }

  /// The same with these points alone; the others are dropped.
  func restricted(to keys: [Key]) -> MutatedSources {
    var copy = self
    for key in Set(written).subtracting(keys) { copy.forms[key] = .some(nil) }
    copy.rewrite(Set(plan.files.indices))
    return copy
  }

  private func livingPoints(of file: Int) -> [Int] {
    plan.files[file].numbers.filter { form(of: Key(file: file, point: $0.point)) != nil && isWritten($0.numbers) }
      .map(\.point)
  }

  /// Whether at least one of a point's mutants is to be run.
  private func isWritten(_ numbers: [Int]) -> Bool {
    numbers.contains { !plan.leftOut.contains($0) && plan.equivalents[$0] == nil }
  }

  private func form(of key: Key) -> Int? {
    forms[key, default: 0]
  }

  private mutating func advance(_ key: Key) {
    guard let form = form(of: key) else { return }
    let count = plan.files[key.file].schemata.points[key.point].forms.count
    forms[key] = .some(form + 1 < count ? form + 1 : nil)
  }

  /// The points that an error at a place is about.
  private func points(at origin: MutatedText.Origin, in file: Int) -> [Int] {
    let points = plan.files[file].schemata.points
    let living = livingPoints(of: file)
    if let point = origin.point, living.contains(point) { return [point] }
    func holds(_ range: Range<Int>) -> Bool { range.contains(origin.offset) || range.upperBound == origin.offset }
    let around = living.filter { holds(points[$0].range) }
    if let innermost = around.map({ points[$0].range.count }).min() {
      return around.filter { points[$0].range.count == innermost }
    }
    let statements = living.filter { holds(points[$0].statement) }
    if let innermost = statements.map({ points[$0].statement.count }).min() {
      return statements.filter { points[$0].statement.count == innermost }
    }
    return living.filter { holds(points[$0].body) }
  }

  private mutating func rewrite(_ files: Set<Int>) {
    for file in files { texts[file] = text(of: file) }
  }

  private func text(of file: Int) -> MutatedText {
    let choices = plan.files[file].numbers.compactMap { entry -> Schemata.Choice? in
      guard let form = form(of: Key(file: file, point: entry.point)), isWritten(entry.numbers) else { return nil }
      let numbers = entry.numbers.map { plan.leftOut.contains($0) || plan.equivalents[$0] != nil ? 0 : $0 }
      return Schemata.Choice(point: entry.point, form: form, numbers: numbers)
    }
    return plan.files[file].schemata.mutated(choices)
  }
}
