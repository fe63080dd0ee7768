/// One header of a request or response.
///
/// A secret's value is never part of a description, a dump or an error.
package struct HTTPHeader: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
  package let name: String
  package let value: String
  package let isSecret: Bool

  package init(_ name: String, _ value: String, isSecret: Bool = false) {
    self.name = name
    self.value = value
    self.isSecret = isSecret
  }

  package var description: String { "\(name): \(isSecret ? "(secret)" : value)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["header": description]) }

  /// Whether it can stand in a request without changing what else stands there.
  var isValid: Bool {
    let separators = Set("()<>@,;:\\\"/[]?={} ".utf8)
    let nameIsToken = !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !separators.contains($0) }
    return nameIsToken && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") }
  }
}

/// Headers in their order, found by name in any case.
package struct HTTPHeaders: Hashable, Sendable, ExpressibleByArrayLiteral, Sequence {
  private var headers: [HTTPHeader]

  package init(_ headers: [HTTPHeader] = []) {
    self.headers = headers
  }

  package init(arrayLiteral elements: HTTPHeader...) {
    headers = elements
  }

  package func makeIterator() -> IndexingIterator<[HTTPHeader]> { headers.makeIterator() }

  package mutating func append(_ header: HTTPHeader) {
    headers.append(header)
  }

  /// The value of the first header of this name.
  package subscript(name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.name.lowercased() == name }?.value
  }
}
