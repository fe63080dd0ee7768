import Testing

@testable import SwiftSource

/// The text with all mutants of one kind in it, numbered from 1 in the order of their places.
func mutated(_ text: String, _ operation: MutationPoint.Operator, form: Int = 0) -> String {
  let schemata = Schemata(text)
  var count = 0
  let choices = schemata.points.indices.filter { schemata.points[$0].operation == operation }.map { index in
    let numbers = schemata.points[index].forms[0].changes.indices.map { count + $0 + 1 }
    count += numbers.count
    return Schemata.Choice(point: index, form: min(form, schemata.points[index].forms.count - 1), numbers: numbers)
  }
  return schemata.mutated(choices).string
}

/// The text with all mutants in it.
func mutated(_ text: String) -> MutatedText {
  let schemata = Schemata(text)
  var count = 0
  return schemata.mutated(
    schemata.points.indices.map { index in
      let numbers = schemata.points[index].forms[0].changes.indices.map { count + $0 + 1 }
      count += numbers.count
      return Schemata.Choice(point: index, numbers: numbers)
    })
}

/// What the mutants of a kind put in place, in order.
func replacements(_ text: String, _ operation: MutationPoint.Operator) -> [String] {
  Schemata(text).points.filter { $0.operation == operation }.flatMap { $0.forms[0].changes.map(\.replacement) }
}

/// The reasons for which mutants can make no difference.
func equivalences(_ text: String) -> [String] {
  Schemata(text).points.flatMap { $0.forms[0].changes.compactMap(\.equivalence) }
}
