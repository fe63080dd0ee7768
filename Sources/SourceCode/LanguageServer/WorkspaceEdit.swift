internal import JSON
package import SourceText

/// Changes that a server proposes, as it counts places.
package struct WorkspaceEdit: Hashable, Sendable {
  package struct Replacement: Hashable, Sendable {
    package let range: ProtocolRange
    package let text: String
  }

  /// By path, the replacements of a file.
  package let files: [RelativePath: [Replacement]]

  /// Changes of what lies elsewhere, which nobody carries out.
  package let outside: [String]

  package let encoding: PositionEncoding

  /// The most files and replacements of one answer.
  private static let fileLimit = 2_000
  private static let replacementLimit = 20_000

  /// Reads an answer to `textDocument/rename`.
  ///
  /// - Throws: `LanguageServerError` for what is no such edit, and for one that makes, renames or deletes files.
  init(_ value: JSONValue, in root: DocumentRoot, _ encoding: PositionEncoding) throws(LanguageServerError) {
    var files: [RelativePath: [Replacement]] = [:]
    var outside: [String] = []
    var count = 0
    for (address, edits) in try Self.changes(value) {
      guard let document = root.document(at: address) else { throw Self.malformed("an address that is none") }
      let replacements = edits.compactMap(Replacement.init(_:))
      count += edits.count
      guard replacements.count == edits.count else { throw Self.malformed("an edit without a range or a text") }
      guard count <= Self.replacementLimit, files.count < Self.fileLimit else {
        throw LanguageServerError(
          .malformed, "the server's edit has too many parts: more than \(Self.replacementLimit)")
      }
      switch document {
      case .inside(let path): files[path, default: []] += replacements
      case .outside(let path): outside.append(path)
      }
    }
    self.files = files
    self.outside = outside
    self.encoding = encoding
  }

  private static func changes(_ value: JSONValue) throws(LanguageServerError) -> [(String, [JSONValue])] {
    if value.isNull { return [] }
    // Where both are there, the second is for clients that know only it.
    if let documents = value["documentChanges"]?.array {
      var changes: [(String, [JSONValue])] = []
      for document in documents {
        if let kind = document["kind"]?.string {
          throw LanguageServerError(.refused, "the server wants to \(kind) a file, which a rename of a symbol must not")
        }
        guard let address = document["textDocument"]?["uri"]?.string, let edits = document["edits"]?.array else {
          throw malformed("a change without a document")
        }
        changes.append((address, edits))
      }
      return changes
    }
    guard let changes = value["changes"]?.object else { throw malformed("neither changes nor documentChanges") }
    return try changes.map { address, edits throws(LanguageServerError) in
      guard let edits = edits.array else { throw malformed("changes that are no list") }
      return (address, edits)
    }
  }

  private static func malformed(_ what: String) -> LanguageServerError {
    LanguageServerError(.malformed, "the server's edit cannot be read: \(what)")
  }
}

extension WorkspaceEdit.Replacement {
  fileprivate init?(_ value: JSONValue) {
    guard let range = value["range"].flatMap(ProtocolRange.init(_:)), let text = value["newText"]?.string else {
      return nil
    }
    self.range = range
    self.text = text
  }
}
