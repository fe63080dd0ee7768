package import SourceText

/// Mutants of Python code, with what turns each of them on.
package struct PythonMutants: Sendable {
  /// How one mutant is turned on, and which function it is of.
  package struct Key: Hashable, Sendable {
    /// As mutmut calls it: `package.module.x_name__mutmut_1`.
    package let text: String

    /// The lines of its function.
    package let lines: LineRange
  }

  package let results: MutationResults

  /// By the mutants' numbers; empty when the program keeps no mutants that could be turned on.
  package let keys: [Int: Key]
}
