package import SourceText

/// What to write tests for.
package enum GenerationTarget: Hashable, Sendable {
  /// A path, a module, a type or a function.
  case named(String)

  /// The lines that a change added or altered.
  case changed([RelativePath: [LineRange]])
}
