/// One way to write a mutation point so that a switch chooses between the original and its changes.
///
/// Texts are inserted around what stands there, so that a point costs the same however much it holds, and points nest.
package struct SchemaForm: Hashable, Sendable {
  /// What one mutant of the point does.
  package struct Change: Hashable, Sendable {
    /// As in reports: `<=`, `!(a < b)`, or nothing for what is removed.
    package var replacement: String

    /// Why the change can make no difference; nil where it can.
    package var equivalence: String?

    package init(_ replacement: String, equivalence: String? = nil) {
      self.replacement = replacement
      self.equivalence = equivalence
    }
  }

  /// Where a mutant's number stands in the texts: for the first change, and for the second.
  static let firstNumber: Character = "\u{1}"
  static let secondNumber: Character = "\u{2}"

  /// One for each mutant of the point, as many in each form.
  package var changes: [Change]

  /// What is inserted before the expression or statement.
  var prefix: String

  /// What is written in place of the operator between two operands, if anything.
  var infix: String?

  /// What is inserted behind.
  var suffix: String

  /// A call of a helper with the mutants' numbers and what stands there.
  static func call(_ helper: String, _ changes: [Change], replacesOperator: Bool = false, byReference: Bool = false)
    -> SchemaForm
  {
    let numbers = changes.count == 2 ? "\(firstNumber), \(secondNumber)" : "\(firstNumber)"
    return SchemaForm(
      changes: changes, prefix: "\(helper)(\(numbers), \(byReference ? "&" : "")",
      infix: replacesOperator ? "," : nil, suffix: ")")
  }

  /// A choice between whole texts, for what no helper takes.
  ///
  /// - Parameter alternatives: the whole expression, for each change.
  static func choice(_ changes: [Change], _ alternatives: [String]) -> SchemaForm {
    let numbers = [firstNumber, secondNumber]
    let choices = zip(numbers, alternatives).map { "\(SchemataSupport.test)(\($0)) ? \($1) : " }
    return SchemaForm(changes: changes, prefix: "(" + choices.joined(), infix: nil, suffix: ")")
  }

  /// A text with the mutants' numbers in it; 0 for a mutant that is left out, which no switch ever chooses.
  static func numbered(_ text: String, _ numbers: [Int]) -> String {
    var result = ""
    for character in text {
      switch character {
      case firstNumber: result += "\(numbers.first ?? 0)"
      case secondNumber: result += "\(numbers.dropFirst().first ?? 0)"
      default: result.append(character)
      }
    }
    return result
  }
}
