/// The name of a git object: 40 hexadecimal digits (SHA-1) or 64 (SHA-256).
package struct ObjectID: Hashable, Sendable, CustomStringConvertible {
  package let hexadecimal: String

  /// Checks an object's name.
  ///
  /// - Throws: `SourceTextError` with code `.invalidObjectID` unless it is 40 or 64 hexadecimal digits.
  package init(_ hexadecimal: some StringProtocol) throws(SourceTextError) {
    let isDigits = hexadecimal.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
    guard isDigits, hexadecimal.utf8.count == 40 || hexadecimal.utf8.count == 64 else {
      throw SourceTextError(.invalidObjectID, "\(String(reflecting: String(hexadecimal))) is not an object id")
    }
    self.hexadecimal = hexadecimal.lowercased()
  }

  /// Whether this is the id of no object: all zeros, whatever the length, as the pre-push protocol writes it.
  package var isZero: Bool { hexadecimal.utf8.allSatisfy { $0 == UInt8(ascii: "0") } }

  /// The first digits, as people read them.
  package var short: String { String(hexadecimal.prefix(10)) }

  package var description: String { hexadecimal }
}
