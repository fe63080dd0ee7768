internal import JSON

/// A declaration as a server tells it.
package struct DocumentSymbol: Hashable, Sendable {
  package let name: String

  /// Where its name stands.
  package let range: ProtocolRange

  package let children: [DocumentSymbol]

  /// Declarations inside one another that are read.
  private static let depthLimit = 32

  init?(_ value: JSONValue, depth: Int) {
    guard let name = value["name"]?.string,
      let range = (value["selectionRange"] ?? value["location"]?["range"]).flatMap(ProtocolRange.init(_:))
    else { return nil }
    self.name = name
    self.range = range
    let parts = depth < Self.depthLimit ? value["children"]?.array ?? [] : []
    children = parts.compactMap { DocumentSymbol($0, depth: depth + 1) }
  }
}
