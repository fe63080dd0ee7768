/// One rule that changes Swift sources by their syntax: what `swift-format` calls a rule, with edits in place of a new text.
///
/// A rule is a value made of its arguments, and a pure function from texts to edits. It changes only what is certain by
/// syntax to keep its meaning, or says in its abstract what the compiler has to decide; it says what it left and why;
/// and asked again about its own result, it soon has nothing to do.
package protocol SourceRewriter: Sendable {
  /// What the rule is called, does and takes.
  static var description: RewriterDescription { get }

  /// Makes the rule with its arguments, which have been checked against the description.
  ///
  /// - Throws: `SwiftSourceError` with code `.rewriter` for arguments that contradict each other.
  init(_ arguments: RewriterArguments) throws(SwiftSourceError)

  /// Looks at some files.
  ///
  /// - Parameters:
  ///   - files: what may be changed: all of it for a rule that looks at a project, else one file after the other.
  ///   - others: what is only read: the rest of the project, for a rule that looks at a project.
  func outcome(for files: [SourceFile], beside others: [SourceFile]) -> RewriteOutcome
}

/// A Swift file as text.
package struct SourceFile: Hashable, Sendable {
  /// What it is called in edits and notes, and how files of one module or of tests are told.
  package let path: String

  package let text: String

  package init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}

/// What a rule is called, does and takes.
package struct RewriterDescription: Hashable, Sendable {
  /// In kebab case: `shorthand-optional-binding`.
  package let name: String

  /// In a sentence, with what it leaves to the compiler.
  package let abstract: String

  package let parameters: [RewriterParameter]

  /// What it has to see at once.
  package let reach: Reach

  package enum Reach: String, Hashable, Sendable {
    /// One file tells all: each file is a step.
    case file

    /// A declaration and what names it lie in several files, which change together.
    case project
  }

  init(_ name: String, _ abstract: String, _ parameters: [RewriterParameter] = [], reach: Reach = .file) {
    self.name = name
    self.abstract = abstract
    self.parameters = parameters
    self.reach = reach
  }
}
