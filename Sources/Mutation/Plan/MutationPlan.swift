package import SourceText
internal import SwiftSource

/// The mutants of some source files, and the texts that hold them all.
package struct MutationPlan: Sendable {
  /// A source file of a module.
  package struct Source: Hashable, Sendable {
    package let path: RelativePath
    package let module: String
    package let text: String

    package init(path: RelativePath, module: String, text: String) {
      self.path = path
      self.module = module
      self.text = text
    }
  }

  struct File: Sendable {
    let source: Source
    let schemata: Schemata

    /// For each point that has mutants here: its index, and their numbers by place in its forms.
    let numbers: [(point: Int, numbers: [Int])]
  }

  let files: [File]

  /// In the order of files and places, numbered from 1.
  package let mutants: [Mutant]

  /// Mutants that can make no difference, with the reason; they are not run.
  package let equivalents: [Int: String]

  /// Mutants that the limit leaves out.
  package let leftOut: Set<Int>

  /// Lines with code on them, of the files or of the lines that are wanted.
  package let codeLines: Int

  /// Finds the mutants.
  ///
  /// - Parameters:
  ///   - sources: whole files; those of one module say which operators it declares.
  ///   - options: which mutants are wanted.
  package init(_ sources: [Source], options: MutationOptions = MutationOptions()) {
    var files: [File] = []
    var mutants: [Mutant] = []
    var equivalents: [Int: String] = [:]
    var lines = 0
    for source in sources.sorted(by: { $0.path < $1.path }) {
      let others = sources.filter { $0.module == source.module && $0.path != source.path }.map(\.text)
      let schemata = Schemata(source.text, others: others)
      lines += schemata.codeLines
      var numbers: [(point: Int, numbers: [Int])] = []
      for index in schemata.points.indices {
        let found = Self.mutants(at: schemata.points[index], of: schemata, in: source.path, after: mutants.count)
        guard let first = found.first, options.isWanted(source.path, LineRange(first.startLine, first.endLine)) else {
          continue
        }
        numbers.append((index, found.map(\.id)))
        for (mutant, change) in zip(found, schemata.points[index].forms[0].changes) {
          equivalents[mutant.id] = change.equivalence
        }
        mutants += found
      }
      files.append(File(source: source, schemata: schemata, numbers: numbers))
    }
    self.files = files
    self.mutants = mutants
    self.equivalents = equivalents
    codeLines = lines
    let runnable = mutants.filter { equivalents[$0.id] == nil }
    leftOut = MutantSample(limit: options.limit, seed: options.seed).leftOut(of: runnable)
  }

  /// How dense the mutants are; scores of different densities do not compare.
  package var mutantsPerHundredLines: Double {
    codeLines == 0 ? 0 : Double(mutants.count - equivalents.count) * 100 / Double(codeLines)
  }

  /// The modules with mutants, sorted.
  package var modules: [String] { Set(files.filter { !$0.numbers.isEmpty }.map(\.source.module)).sorted() }

  /// Mutants that are to be run, if they compile.
  package var runnable: [Mutant] { mutants.filter { equivalents[$0.id] == nil && !leftOut.contains($0.id) } }

  private static func mutants(
    at point: MutationPoint, of schemata: Schemata, in path: RelativePath, after count: Int
  ) -> [Mutant] {
    let start = schemata.place(point.shown.lowerBound)
    let end = schemata.place(point.shown.upperBound)
    return point.forms[0].changes.enumerated().map { index, change in
      Mutant(
        id: count + index + 1, path: path, startLine: start.line, startColumn: start.column, endLine: end.line,
        endColumn: end.column, operation: Mutant.Operator(rawValue: point.operation.rawValue) ?? .other,
        original: schemata.string(point.shown), replacement: change.replacement)
    }
  }
}
