/// What `.gitattributes` says of one file.
package struct FileAttributes: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case set
    case unset
    case text(String)

    /// Said to be as if nothing were said (`!text`).
    case unspecified
  }

  /// The attributes about which something is said.
  package var values: [String: Value]

  package init(values: [String: Value] = [:]) {
    self.values = values
  }

  /// The filter that the file's content goes through between the work tree and the repository, such as `lfs`; nil for
  /// none.
  package var filter: String? {
    if case .text(let name) = values["filter"], !name.isEmpty { name } else { nil }
  }

  /// Whether the file is said to be made by a program (`linguist-generated`).
  package var isGenerated: Bool { isTrue("linguist-generated") }

  /// Whether the file is said to be copied from another project (`linguist-vendored`).
  package var isVendored: Bool { isTrue("linguist-vendored") }

  /// Whether the file is said to hold no text.
  package var isBinary: Bool { values["binary"] == .set || values["text"] == .unset }

  private func isTrue(_ name: String) -> Bool {
    switch values[name] {
    case .set: true
    case .text(let text): text != "false"
    case .unset, .unspecified, nil: false
    }
  }
}
