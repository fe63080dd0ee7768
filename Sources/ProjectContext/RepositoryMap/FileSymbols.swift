/// What a file declares and which names it uses, small enough to be kept for thousands of files.
package struct FileSymbols: Hashable, Sendable {
  package struct Definition: Hashable, Sendable {
    package var name: NameID

    /// The line of the name, counted from 1.
    package var line: UInt32

    package var style: NameStyle

    package init(name: NameID, line: UInt32, style: NameStyle) {
      self.name = name
      self.line = line
      self.style = style
    }
  }

  package struct Reference: Hashable, Sendable {
    package var name: NameID

    /// How often it stands in the file, at most 65,535.
    package var count: UInt16

    package init(name: NameID, count: UInt16) {
      self.name = name
      self.count = count
    }
  }

  /// In the order of the text.
  package var definitions: [Definition]

  /// In the order of the names' hashes.
  package var references: [Reference]

  package init(definitions: [Definition] = [], references: [Reference] = []) {
    self.definitions = definitions
    self.references = references
  }
}

/// What the form of a name says of how much it means.
package enum NameStyle: UInt8, Hashable, Sendable {
  case plain

  /// Of several words and long: seldom an accident.
  case telling

  /// Begins with an underscore: meant for its own file.
  case hidden

  /// The shortest telling name; aider's number.
  private static let tellingLength = 8

  /// - Parameter name: as it stands in the code.
  package init(_ name: some StringProtocol) {
    let bytes = name.utf8
    if bytes.first == UInt8(ascii: "_") {
      self = .hidden
      return
    }
    let hasUpper = bytes.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    let hasLower = bytes.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    let hasJoint = bytes.dropFirst().dropLast().contains { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    let hasWords = hasJoint || (hasUpper && hasLower)
    self = bytes.count >= Self.tellingLength && hasWords ? .telling : .plain
  }
}
