internal import JSON
internal import JSONRPC
package import SourceText

/// Refactorings that a server offers at a place.
extension LanguageServer {
  /// The changes of an action, which nobody has carried out yet.
  ///
  /// - Parameters:
  ///   - title: the action's title, as the server words it.
  ///   - range: the bytes that it is about.
  ///   - path: a file that was opened.
  ///   - bytes: its content.
  /// - Throws: `LanguageServerError` with code `.refused` when it is not offered there; its text lists what is.
  package func action(
    _ title: String, at range: Range<Int>, of path: RelativePath, _ bytes: [UInt8]
  ) async throws -> WorkspaceEdit {
    let map = PositionMap(bytes)
    let place = ProtocolRange(
      map.position(at: range.lowerBound, encoding), map.position(at: range.upperBound, encoding))
    let answer = try await ask(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": .string(root.address(of: path))], "range": place.json,
        "context": ["diagnostics": [], "only": ["refactor"]],
      ])
    let actions = answer.array ?? []
    guard let action = actions.first(where: { $0["title"]?.string == title }) else {
      let titles = actions.compactMap { $0["title"]?.string }.prefix(20).joined(separator: ", ")
      throw LanguageServerError(
        .refused,
        "\(definition.name) offers no \(String(reflecting: title)) there"
          + (titles.isEmpty ? ", and nothing else" : "; it offers \(titles)"))
    }
    if let edit = action["edit"] { return try WorkspaceEdit(edit, in: root, encoding) }
    // An action is a command itself, or has one.
    guard let command = action["command"]?.object.map(JSONValue.object) ?? action["command"].map({ _ in action }),
      let name = command["command"]?.string
    else { throw LanguageServerError(.malformed, "\(definition.name) offers an action without a command") }
    notices.beginEdits()
    let refusal: (any Error)?
    do {
      _ = try await ask(
        "workspace/executeCommand", ["command": .string(name), "arguments": command["arguments"] ?? []])
      refusal = nil
    } catch { refusal = error }
    let edits = notices.endEdits()
    if let refusal { throw refusal }
    guard let edit = edits.first, edits.count == 1 else {
      throw LanguageServerError(
        .malformed, "\(definition.name) has made \(edits.count) changes of \(String(reflecting: title)), not one")
    }
    return try WorkspaceEdit(edit, in: root, encoding)
  }
}
