internal import Mutation
internal import SourceText
internal import SwiftSource

/// A function of which something is not tested: what a model is asked about.
struct ModelTarget: Hashable, Sendable {
  let function: FunctionHarvest

  /// The declaration in the symbol graph; nil for what is private.
  let symbol: ModuleSymbol?

  let path: RelativePath

  /// Lines that nothing runs.
  let uncovered: Set<Int>

  /// Parts of lines that nothing runs, though the rest of the line does run.
  let parts: [Part]

  /// Mutants that nothing notices.
  let mutants: [Mutant]

  struct Part: Hashable, Sendable {
    let line: Int
    let text: String
  }

  /// `Parser.parse(_:)`.
  var title: String {
    if let symbol { return symbol.title }
    let labels = function.labels.map { "\($0):" }.joined()
    let own = function.labels.isEmpty ? function.name : "\(function.name)(\(labels))"
    return function.owner.isEmpty ? own : "\(function.owner).\(own)"
  }

  /// The type, or for a global the function, whose tests stand together.
  var group: String { function.owner.isEmpty ? function.name : function.owner }

  /// How much there is to gain: a line that nothing reaches holds several mutants.
  var gaps: Int { 3 * (uncovered.count + parts.count) + mutants.count }
}
