internal import SwiftSource

/// A call that is to be made: what is called, on what, with what.
struct CallPlan: Hashable {
  let symbol: ModuleSymbol
  let binding: GenericBinding

  /// What it is called on; nil for what needs no value.
  var receiver: ValueExpression?

  /// Nil for an argument that is left to its default.
  var arguments: [ValueExpression?]

  /// Calls on the same receiver that come before, in order.
  var before: [CallPlan] = []

  /// The value that is assigned, for a property or subscript that is set.
  var assigned: ValueExpression?

  var parts: [ValueExpression] {
    ([receiver, assigned] + arguments).compactMap(\.self) + before.flatMap(\.arguments).compactMap(\.self)
  }
}
