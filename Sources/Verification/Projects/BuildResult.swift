/// How a build ended.
package struct BuildResult: Sendable {
  package let isSuccess: Bool

  /// In the order of the output, each once.
  package let diagnostics: [CompilerDiagnostic]

  /// The end of what it wrote, for people; at most `OutputTail.limit` bytes.
  package let tail: String

  package let duration: Duration

  package init(isSuccess: Bool, diagnostics: [CompilerDiagnostic], tail: String, duration: Duration) {
    self.isSuccess = isSuccess
    self.diagnostics = diagnostics
    self.tail = tail
    self.duration = duration
  }

  package var errors: [CompilerDiagnostic] { diagnostics.filter { $0.kind == .error } }

  /// Why it failed, on one line; nil when it did not.
  package var fault: String? {
    guard !isSuccess else { return nil }
    guard let first = errors.first(where: { $0.path != nil }) ?? errors.first else {
      return tail.split(whereSeparator: \.isNewline).last.map { "it does not build: \($0.prefix(300))" }
        ?? "it does not build"
    }
    let place = first.path.map { "\($0):\(first.line): " } ?? ""
    let more = errors.count > 1 ? " (and \(errors.count - 1) more errors)" : ""
    return "it does not build: \(place)\(first.message)\(more)"
  }
}
