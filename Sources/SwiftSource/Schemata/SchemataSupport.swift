/// The Swift source that each mutated module gets besides its own: helpers that ask which mutant is active.
///
/// They are generic in place of overloaded, which costs the type checker less than the operators themselves do; they are
/// transparent, so that the compiler puts their bodies in place of the calls in any build; and they may be used in
/// inlinable code and default arguments, since they are `@usableFromInline`. The switch itself is the C module
/// `FulcrumSwitch`, which all mutated modules of a package share.
package enum SchemataSupport {
  /// Whether a mutant is active, as a call with its number.
  static let test = "fulcrumIs"

  /// Whether a mutant is not active.
  static let original = "fulcrumKeeps"

  /// The name of the file in each mutated module.
  package static let fileName = "FulcrumMutants.swift"

  /// The whole text of that file.
  package static let source = """
    public import FulcrumSwitch

    \(simple)
    \(operators.joined(separator: "\n"))
    \(assignments.joined(separator: "\n"))
    \(texts)
    """

  private static let head = "@usableFromInline @_transparent nonisolated internal func"

  private static let simple = """
    \(head) fulcrumIs(_ mutant: Int32) -> Bool { fulcrum_is_active(mutant) }
    \(head) fulcrumKeeps(_ mutant: Int32) -> Bool { !fulcrum_is_active(mutant) }
    \(head) fulcrumNot(_ mutant: Int32, _ value: Bool) -> Bool { fulcrum_is_active(mutant) != value }
    \(head) fulcrumAnd(_ mutant: Int32, _ left: Bool, _ right: @autoclosure () throws -> Bool) rethrows -> Bool {
      if fulcrum_is_active(mutant) { return try left || right() } else { return try left && right() }
    }
    \(head) fulcrumOr(_ mutant: Int32, _ left: Bool, _ right: @autoclosure () throws -> Bool) rethrows -> Bool {
      if fulcrum_is_active(mutant) { return try left && right() } else { return try left || right() }
    }
    \(head) fulcrumNil<T>(_ mutant: Int32, _ value: T?) -> T? { fulcrum_is_active(mutant) ? nil : value }
    \(head) fulcrumNegative<T: SignedNumeric>(_ mutant: Int32, _ value: T) -> T {
      fulcrum_is_active(mutant) ? -value : value
    }
    \(head) fulcrumInteger<T: Numeric>(_ more: Int32, _ less: Int32, _ value: T) -> T {
      if fulcrum_is_active(more) { return value + 1 }
      return fulcrum_is_active(less) ? value - 1 : value
    }
    \(head) fulcrumMore<T: Numeric>(_ mutant: Int32, _ value: T) -> T {
      fulcrum_is_active(mutant) ? value + 1 : value
    }
    \(head) fulcrumFloat<T: FloatingPoint>(_ mutant: Int32, _ value: T) -> T {
      fulcrum_is_active(mutant) ? value + 1 : value
    }
    \(head) fulcrumLater<T: BinaryInteger>(_ mutant: Int32, _ value: T) -> T {
      fulcrum_is_active(mutant) ? value + 1 : value
    }
    \(head) fulcrumEarlier<T: BinaryInteger>(_ mutant: Int32, _ value: T) -> T {
      fulcrum_is_active(mutant) ? value - 1 : value
    }
    \(head) fulcrumJoined<T: RangeReplaceableCollection>(_ mutant: Int32, _ left: T, _ right: T) -> T {
      fulcrum_is_active(mutant) ? left : left + right
    }
    \(head) fulcrumAppend<T: RangeReplaceableCollection, S: Sequence>(_ mutant: Int32, _ left: inout T, _ right: S)
    where S.Element == T.Element { if !fulcrum_is_active(mutant) { left += right } }
    """

  private static let operators = [
    operation("fulcrumLess", "Comparable", "<", "<=", isComparison: true),
    operation("fulcrumLessOrEqual", "Comparable", "<=", "<", isComparison: true),
    operation("fulcrumGreater", "Comparable", ">", ">=", isComparison: true),
    operation("fulcrumGreaterOrEqual", "Comparable", ">=", ">", isComparison: true),
    operation("fulcrumPlus", "AdditiveArithmetic", "+", "-"),
    operation("fulcrumMinus", "AdditiveArithmetic", "-", "+"),
    operation("fulcrumTimes", "BinaryInteger", "*", "/"),
    operation("fulcrumTimes", "FloatingPoint", "*", "/"),
    operation("fulcrumDivided", "BinaryInteger", "/", "*"),
    operation("fulcrumDivided", "FloatingPoint", "/", "*"),
    operation("fulcrumRemainder", "BinaryInteger", "%", "*"),
    operation("fulcrumWrappedPlus", "FixedWidthInteger", "&+", "&-"),
    operation("fulcrumWrappedMinus", "FixedWidthInteger", "&-", "&+"),
    operation("fulcrumWrappedTimes", "FixedWidthInteger", "&*", "&+"),
    operation("fulcrumBitAnd", "BinaryInteger", "&", "|"),
    operation("fulcrumBitOr", "BinaryInteger", "|", "&"),
    operation("fulcrumBitXor", "BinaryInteger", "^", "&"),
    shift("fulcrumLeft", "<<", ">>"),
    shift("fulcrumRight", ">>", "<<"),
  ]

  private static let assignments = [
    assignment("fulcrumAdd", "AdditiveArithmetic", "+=", "-="),
    assignment("fulcrumSubtract", "AdditiveArithmetic", "-=", "+="),
    assignment("fulcrumMultiply", "BinaryInteger", "*=", "/="),
    assignment("fulcrumMultiply", "FloatingPoint", "*=", "/="),
    assignment("fulcrumDivide", "BinaryInteger", "/=", "*="),
    assignment("fulcrumDivide", "FloatingPoint", "/=", "*="),
    assignment("fulcrumReduce", "BinaryInteger", "%=", "*="),
    assignment("fulcrumWrappedAdd", "FixedWidthInteger", "&+=", "&-="),
    assignment("fulcrumWrappedSubtract", "FixedWidthInteger", "&-=", "&+="),
    assignment("fulcrumAndBits", "BinaryInteger", "&=", "|="),
    assignment("fulcrumOrBits", "BinaryInteger", "|=", "&="),
    assignment("fulcrumXorBits", "BinaryInteger", "^=", "&="),
    shiftAssignment("fulcrumShiftLeft", "<<=", ">>="),
    shiftAssignment("fulcrumShiftRight", ">>=", "<<="),
  ]

  private static let texts = """
    @usableFromInline internal protocol FulcrumText { var fulcrumChanged: Self { get } }
    extension String: FulcrumText {
      @usableFromInline internal var fulcrumChanged: String {
        isEmpty ? "a" : dropFirst().isEmpty ? (self == "a" ? "b" : "a") : ""
      }
    }
    extension Substring: FulcrumText {
      @usableFromInline internal var fulcrumChanged: Substring { Substring(String(self).fulcrumChanged) }
    }
    extension Character: FulcrumText {
      @usableFromInline internal var fulcrumChanged: Character { self == "a" ? "b" : "a" }
    }
    extension Unicode.Scalar: FulcrumText {
      @usableFromInline internal var fulcrumChanged: Unicode.Scalar { self == "a" ? "b" : "a" }
    }
    \(head) fulcrumText<T: FulcrumText>(_ mutant: Int32, _ value: T) -> T {
      fulcrum_is_active(mutant) ? value.fulcrumChanged : value
    }
    """

  private static func operation(
    _ name: String, _ constraint: String, _ original: String, _ mutated: String, isComparison: Bool = false
  ) -> String {
    """
    \(head) \(name)<T: \(constraint)>(_ mutant: Int32, _ left: T, _ right: T) -> \(isComparison ? "Bool" : "T") {
      fulcrum_is_active(mutant) ? left \(mutated) right : left \(original) right
    }
    """
  }

  private static func shift(_ name: String, _ original: String, _ mutated: String) -> String {
    """
    \(head) \(name)<T: BinaryInteger, U: BinaryInteger>(_ mutant: Int32, _ left: T, _ right: U) -> T {
      fulcrum_is_active(mutant) ? left \(mutated) right : left \(original) right
    }
    """
  }

  private static func assignment(_ name: String, _ constraint: String, _ original: String, _ mutated: String) -> String
  {
    """
    \(head) \(name)<T: \(constraint)>(_ mutant: Int32, _ left: inout T, _ right: T) {
      if fulcrum_is_active(mutant) { left \(mutated) right } else { left \(original) right }
    }
    """
  }

  private static func shiftAssignment(_ name: String, _ original: String, _ mutated: String) -> String {
    """
    \(head) \(name)<T: BinaryInteger, U: BinaryInteger>(_ mutant: Int32, _ left: inout T, _ right: U) {
      if fulcrum_is_active(mutant) { left \(mutated) right } else { left \(original) right }
    }
    """
  }
}
