internal import Editing
internal import SourceCode
internal import SourceText

/// Takes lines out into a method, or an expression into a constant, as sourcekit-lsp does it, and names what comes of it.
package struct ExtractEngine: EditEngine {
  package let name = "extract"

  private let extract: Recipe.Step.Extract
  private let path: RelativePath
  private let place: String
  private let settings: EngineSettings

  /// - Throws: `RefactoringError` with code `.recipe` for a bad path, lines that are none, and what is no name.
  package init(
    _ extract: Recipe.Step.Extract, place: String, settings: EngineSettings
  ) throws(RefactoringError) {
    do throws(SourceTextError) { path = try RelativePath(extract.file) } catch {
      throw RefactoringError(.recipe, "\(place): \(error)")
    }
    guard SymbolPath.isName(extract.name) else {
      throw RefactoringError(.recipe, "\(place): \(quoted(extract.name)) is no name; write retry")
    }
    if case .lines(let text) = extract.range, Self.lines(text) == nil {
      throw RefactoringError(.recipe, "\(place): \(quoted(text)) must be lines, such as 12-20")
    }
    self.extract = extract
    self.place = place
    self.settings = settings
  }

  package func propose(_ scope: EditScope) async throws -> Proposal {
    // The lines are others when it has been done.
    guard scope.pass == 1 else { return Proposal() }
    guard scope.files.contains(path) else {
      throw RefactoringError(.precondition, "\(place): there is no file \(path) that this run may change")
    }
    guard Language(path: path) == .swift else {
      throw RefactoringError(.recipe, "\(place): only Swift can be extracted from, and \(path) is none")
    }
    let session = try await ServerSession.open(.swift, in: scope, settings)
    let result: Result<Proposal, any Error>
    do { result = .success(try await proposal(in: session)) } catch { result = .failure(error) }
    await session.server.stop()
    return try result.get()
  }

  private func proposal(in session: ServerSession) async throws -> Proposal {
    let bytes = session.files[path] ?? []
    let range = try range(in: bytes)
    // What sourcekit-lsp calls it, since its request has no place for a name.
    let (title, made) =
      extract.kind == .method ? ("Extract Method", "extractedFunc") : ("Extract Expression", "extractedExpr")
    for name in [made, extract.name] where !NameOccurrences(of: name, in: bytes, .swift).code.isEmpty {
      throw RefactoringError(
        .precondition, "\(place): \(name) stands in \(path) already, so what is extracted could not be told from it")
    }
    let edit = try await session.ask(about: path) { server, bytes in
      try await server.action(title, at: range, of: path, bytes)
    }
    guard edit.outside.isEmpty, edit.files.keys.elementsEqual([path]) else {
      throw RefactoringError(.engine, "\(place): the server would change more than \(path)")
    }
    let changes = try FileEdits(edit, of: path, in: bytes)
    let replacements = changes.replacements.map { replacement in
      FileOperation.Replacement(replacement.range, named(replacement.bytes, instead: made))
    }
    let after = changes.applied(to: bytes)
    guard NameOccurrences(of: made, in: after, .swift).code.count >= 2 else {
      throw RefactoringError(
        .engine, "\(place): the server has not made a \(made) and used it; its version is not known")
    }
    return Proposal(steps: [
      ProposedStep(
        title: "Extract \(extract.name) in \(path)",
        operations: [FileOperation(path, .edit(base: changes.base, replacements), reason: "extracted")])
    ])
  }

  /// The new text with the wanted name; the old text does not hold the server's.
  private func named(_ bytes: [UInt8], instead made: String) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for range in NameOccurrences(of: made, in: bytes, .swift).code {
      result += bytes[position..<range.lowerBound] + Array(extract.name.utf8)
      position = range.upperBound
    }
    return result + bytes[position...]
  }

  private func range(in bytes: [UInt8]) throws(RefactoringError) -> Range<Int> {
    let map = PositionMap(bytes)
    let found: Range<Int>
    switch extract.range {
    case .lines(let text):
      guard let lines = Self.lines(text), let first = map.range(ofLine: lines.lowerBound - 1),
        let last = map.range(ofLine: lines.upperBound - 1)
      else { throw RefactoringError(.precondition, "\(place): \(path) has no lines \(text)") }
      found = first.lowerBound..<last.upperBound
    case .text(let text):
      let wanted = Self.trimmed(Array(text.utf8))
      let starts = bytes.indices.filter { bytes[$0...].starts(with: wanted) }
      guard let start = starts.first, starts.count == 1, !wanted.isEmpty else {
        throw RefactoringError(
          .precondition, "\(place): what is to be extracted stands \(starts.count) times in \(path), not once")
      }
      found = start..<start + wanted.count
    }
    // Blanks at either end are none of the code's.
    let code = bytes[found]
    guard let start = code.firstIndex(where: { !Self.isBlank($0) }),
      let end = code.lastIndex(where: { !Self.isBlank($0) })
    else { throw RefactoringError(.precondition, "\(place): there is no code to extract from \(path)") }
    return start..<end + 1
  }

  private static func lines(_ text: String) -> ClosedRange<Int>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = parts[0], let last = parts.count == 1 ? first : parts.count == 2 ? parts[1] : nil, first > 0,
      first <= last
    else { return nil }
    return first...last
  }

  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x09, 0x0A, 0x0D, 0x20].contains(byte) }
}
