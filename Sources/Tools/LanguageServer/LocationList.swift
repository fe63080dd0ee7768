internal import SourceCode
internal import SourceText

/// Places that a server names, with their lines, for a model.
struct LocationList {
  private let intelligence: CodeIntelligence

  init(_ intelligence: CodeIntelligence) {
    self.intelligence = intelligence
  }

  /// `path:line: text`, one line each, in the order of the paths.
  func text(of locations: [CodeLocation], note: String = "") async throws -> String {
    var inside: [RelativePath: Set<Int>] = [:]
    var outside: Set<String> = []
    for location in locations {
      switch location.document {
      case .inside(let path): inside[path, default: []].insert(location.range.start.line)
      case .outside(let path): outside.insert("\(ListedName.shown(path)):\(location.range.start.line + 1)")
      }
    }
    var shown = BoundedText()
    for (path, lines) in inside.sorted(by: { $0.key < $1.key }) {
      try Task.checkCancellation()
      let map = try await intelligence.map(of: path)
      for line in lines.sorted() {
        let range = map?.range(ofLine: line)
        let text = range.flatMap { range in map.map { String(decoding: $0.bytes[range], as: UTF8.self) } }
        shown.append("\(ListedName.shown(path.string)):\(line + 1): \(text ?? "[not shown]")")
      }
    }
    for place in outside.sorted() { shown.append("\(place): [outside of the project]") }
    return shown.finished { "\($0) more places" } + note
  }
}
