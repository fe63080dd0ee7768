internal import JSON

/// Replaces known secrets by asterisks, as many as the secret has bytes, so that lengths and cuts stay what they were.
struct SecretMask: Sendable {
  private let forms: [[UInt8]]

  /// - Parameter secrets: texts to mask, also as JSON spells them; shorter ones than 4 bytes are no secrets.
  init(_ secrets: [String]) {
    let spelt = secrets.flatMap { [$0, String(JSONValue.quoted($0).dropFirst().dropLast())] }
    forms = Set(spelt).map { Array($0.utf8) }.filter { $0.count >= 4 }.sorted { $0.count > $1.count }
  }

  func masked(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for form in forms where bytes.count >= form.count {
      var start = 0
      while start <= bytes.count - form.count {
        if bytes[start] == form[0], bytes[start..<(start + form.count)].elementsEqual(form) {
          bytes.replaceSubrange(start..<(start + form.count), with: repeatElement(UInt8(ascii: "*"), count: form.count))
          start += form.count
        } else {
          start += 1
        }
      }
    }
    return bytes
  }

  func masked(_ text: String) -> String {
    String(decoding: masked(Array(text.utf8)), as: UTF8.self)
  }
}
