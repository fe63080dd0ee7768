package import SourceText

/// Where a document lies, seen from the folder that a server works in.
package enum DocumentAddress: Hashable, Sendable {
  case inside(RelativePath)

  /// The absolute path or address of what lies elsewhere: a system header, an interface that was made up.
  case outside(String)
}

/// The folder that a server works in, and the addresses of what lies in it.
struct DocumentRoot: Sendable {
  /// An absolute path without links and without a slash at its end.
  let path: String

  init(_ path: String) {
    self.path = path
  }

  var address: String { "file://" + Self.escaped(path) }

  func address(of path: RelativePath) -> String { "\(address)/\(Self.escaped(path.string))" }

  /// What an address of a server's means; nil when it is no address at all.
  func document(at address: String) -> DocumentAddress? {
    guard address.hasPrefix("file://") else { return address.contains(":") ? .outside(address) : nil }
    // `file://localhost/a` and `file:///a` are the same.
    let rest = address.dropFirst("file://".count)
    guard let slash = rest.firstIndex(of: "/"), let path = Self.unescaped(rest[slash...]) else { return nil }
    guard path.hasPrefix(self.path + "/") else { return .outside(path) }
    // What is no plain path (`..`, `.git`) is never taken for one inside.
    return (try? RelativePath(String(path.dropFirst(self.path.count + 1)))).map { .inside($0) } ?? .outside(path)
  }

  private static func escaped(_ path: String) -> String {
    let plain = Set("/-._~".utf8)
    var text = ""
    for byte in path.utf8 {
      let isLetter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      if isLetter || plain.contains(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return text
  }

  private static func unescaped(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
