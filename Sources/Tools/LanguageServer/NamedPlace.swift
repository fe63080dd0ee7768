internal import AgentKernel
internal import SourceCode
internal import SourceText

/// A name in a line, which is how a model can say where something stands: columns it gets wrong.
struct NamedPlace: Sendable {
  let path: RelativePath
  /// From 1.
  let line: Int
  let name: String

  init(_ path: String, line: Int, name: String) throws {
    self.path = try RelativePath(path)
    self.line = line
    self.name = name
  }

  /// The byte where the name stands.
  ///
  /// - Throws: `ToolError` that tells where it does, when it is not in the line.
  func offset(in bytes: [UInt8], _ language: Language) throws -> Int {
    let map = PositionMap(bytes)
    let places = NameOccurrences(of: name, in: bytes, language).code.map(\.lowerBound)
    if let place = places.first(where: { map.line(at: $0) == line - 1 }) { return place }
    let lines = places.map { map.line(at: $0) + 1 }
    let shown = lines.prefix(10).map(String.init).joined(separator: ", ")
    throw ToolError(
      lines.isEmpty
        ? "the name `\(name)` does not stand in the code of \(path)"
        : "the name `\(name)` does not stand in the code of line \(line) of \(path), but of \(shown)")
  }
}
