package import SourceText

/// A kind of object that git stores.
package enum ObjectKind: String, Hashable, Sendable {
  case blob
  case tree
  case commit
  case tag
}

/// An object as git stores it, without the header that says its kind and length.
package struct StoredObject: Hashable, Sendable {
  package var kind: ObjectKind
  package var content: [UInt8]

  package init(_ kind: ObjectKind, _ content: [UInt8]) {
    self.kind = kind
    self.content = content
  }

  /// The name that git gives it.
  ///
  /// - Parameter nameLength: digits of a name in the repository: 40 (SHA-1) or 64 (SHA-256).
  /// - Throws: `GitError` with code `.invalidInput` for another length.
  package func id(nameLength: Int) throws(GitError) -> ObjectID {
    do throws(SourceTextError) {
      return try ObjectID(of: kind.rawValue, content: content, length: nameLength)
    } catch {
      throw GitError(.invalidInput, error.description)
    }
  }
}

/// What is known of an object without reading it.
package struct StoredObjectHeader: Hashable, Sendable {
  package var kind: ObjectKind

  /// Bytes.
  package var size: Int

  package init(kind: ObjectKind, size: Int) {
    self.kind = kind
    self.size = size
  }
}

extension ObjectID {
  /// The name's bytes: 20 or 32.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(hexadecimal.utf8.count / 2)
    var high: UInt8?
    for digit in hexadecimal.utf8 {
      let value = digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }

  /// - Throws: `SourceTextError` unless there are 20 or 32 bytes.
  init(bytes: some Collection<UInt8>) throws(SourceTextError) {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    try self.init(String(decoding: text, as: UTF8.self))
  }
}
