internal import JSON

/// A place that a server names.
package struct CodeLocation: Hashable, Sendable {
  package let document: DocumentAddress
  package let range: ProtocolRange

  /// Reads what `textDocument/definition` and `textDocument/references` answer: a location, several, or links.
  ///
  /// - Returns: nil for something else.
  static func list(_ value: JSONValue, in root: DocumentRoot, limit: Int) -> [CodeLocation]? {
    if value.isNull { return [] }
    let values = value.array ?? [value]
    var locations: [CodeLocation] = []
    for value in values.prefix(limit) {
      guard let address = (value["uri"] ?? value["targetUri"])?.string, let document = root.document(at: address),
        let range = (value["range"] ?? value["targetSelectionRange"]).flatMap(ProtocolRange.init(_:))
      else { return nil }
      locations.append(CodeLocation(document: document, range: range))
    }
    return locations
  }
}
