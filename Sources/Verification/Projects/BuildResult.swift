package import SourceText

/// What a compiler said about one place.
package struct CompilerDiagnostic: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case error
    case warning
    case note
  }

  package let kind: Kind

  /// The file, relative to the work area; nil for what lies elsewhere or at no file.
  package let path: RelativePath?

  /// Counted from 1; 0 where there is none.
  package let line: Int

  /// Counted from 1 in bytes; 0 where there is none.
  package let column: Int

  package let message: String

  package init(kind: Kind, path: RelativePath?, line: Int, column: Int, message: String) {
    self.kind = kind
    self.path = path
    self.line = line
    self.column = column
    self.message = message
  }
}

/// How a build ended.
package struct BuildResult: Sendable {
  package let isSuccess: Bool

  /// In the order of the output, each once.
  package let diagnostics: [CompilerDiagnostic]

  /// The end of what it wrote, for people.
  package let tail: String

  package let duration: Duration

  package init(isSuccess: Bool, diagnostics: [CompilerDiagnostic], tail: String, duration: Duration) {
    self.isSuccess = isSuccess
    self.diagnostics = diagnostics
    self.tail = tail
    self.duration = duration
  }
}
