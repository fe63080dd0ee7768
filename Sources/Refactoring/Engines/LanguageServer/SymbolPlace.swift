internal import SourceCode
internal import SourceText

/// A place in a file at which the name of a symbol stands.
struct SymbolPlace: Hashable {
  let path: RelativePath

  /// The bytes of the name.
  let range: Range<Int>

  /// The name, without labels.
  let name: String

  /// The names of what it stands in and its own, without labels, where they are known: `Loader.fetch`.
  var fullName: String

  /// - Parameters:
  ///   - text: `path:line:column`, both counted from 1, the column in characters.
  ///   - session: whose files they are.
  /// - Throws: `RefactoringError` with code `.recipe`.
  init(_ text: String, in session: ServerSession, place: String) throws(RefactoringError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let path = try? RelativePath(String(parts[0])), let line = Int(parts[1]), line > 0,
      let column = Int(parts[2]), column > 0
    else {
      throw RefactoringError(
        .recipe, "\(place): \(quoted(text)) must be path:line:column, such as Sources/Loader.swift:12:8")
    }
    guard let bytes = session.files[path] else {
      throw RefactoringError(.precondition, "\(place): there is no file \(path) in \(session.language.name)")
    }
    let map = PositionMap(bytes)
    guard let lineRange = map.range(ofLine: line - 1),
      let offset = map.offset(of: ProtocolPosition(line: line - 1, character: column - 1), .utf32),
      lineRange.contains(offset), isNameByte(bytes[offset])
    else { throw RefactoringError(.precondition, "\(place): no name stands at \(text)") }
    var (start, end) = (offset, offset)
    while start > 0, isNameByte(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    self.init(path: path, range: start..<end, name: name, fullName: name)
  }

  init(path: RelativePath, range: Range<Int>, name: String, fullName: String) {
    self.path = path
    self.range = range
    self.name = name
    self.fullName = fullName
  }

  /// Finds the one declaration that a name means.
  ///
  /// - Parameter files: where it may stand.
  /// - Throws: `RefactoringError` with code `.precondition` when there is none or several, which are listed.
  static func declaration(
    of symbol: SymbolPath, in session: ServerSession, files: [RelativePath], place: String
  ) async throws -> SymbolPlace {
    let mentions = session.occurrences(of: symbol.baseName)
    var found: [SymbolPlace] = []
    for path in files where !(mentions[path]?.code.isEmpty ?? true) {
      try Task.checkCancellation()
      let symbols = try await session.ask(about: path) { server, _ in try await server.symbols(of: path) }
      let encoding = await session.server.encoding
      let map = PositionMap(session.files[path] ?? [])
      func look(_ symbols: [DocumentSymbol], below names: [String]) {
        for declared in symbols {
          let names = names + [declared.name]
          if symbol.matches(names), let start = map.offset(of: declared.range.start, encoding) {
            // The place of the name itself: a server may give the whole declaration.
            let end = map.offset(of: declared.range.end, encoding) ?? start
            if let range = mentions[path]?.code.first(where: { $0.lowerBound >= start && $0.lowerBound <= end }) {
              let fullName = names.map(SymbolPath.base).joined(separator: ".")
              found.append(SymbolPlace(path: path, range: range, name: symbol.baseName, fullName: fullName))
            }
          }
          look(declared.children, below: names)
        }
      }
      look(symbols, below: [])
    }
    let distinct = Set(found)
    guard let first = distinct.first, distinct.count == 1 else {
      let name = symbol.names.joined(separator: ".") + (symbol.labels.map { "(\($0))" } ?? "")
      guard !found.isEmpty else {
        throw RefactoringError(.precondition, "\(place): nothing called \(name) is declared in the files of this step")
      }
      let places = distinct.sorted { ($0.path, $0.range.lowerBound) < ($1.path, $1.range.lowerBound) }
        .prefix(10).map { "\($0.shown(in: session)) \($0.fullName)" }
      throw RefactoringError(
        .precondition,
        "\(place): \(name) may mean \(distinct.count) declarations; name one with its type and labels, or by `at`: "
          + places.joined(separator: ", "))
    }
    return first
  }

  /// `path:line:column`, for messages.
  func shown(in session: ServerSession) -> String {
    let position = PositionMap(session.files[path] ?? []).position(at: range.lowerBound, .utf32)
    return "\(path):\(position.line + 1):\(position.character + 1)"
  }
}
