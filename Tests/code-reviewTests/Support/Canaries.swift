import Foundation

/// Values that must not come out of the program, and the search for them in whatever did.
struct Canaries {
  /// The key of the model's provider.
  static let key = "canary-key-" + "7Hq2/Zx9+LpV4tYw8Nc"

  /// The value of an environment variable whose name says that it is a secret.
  static let variable = "canaryEnv" + "8Kq2mZx9LpV4tYw"

  /// What the scanner knows by its form.
  static let token = Planted.token

  /// A value that nothing says to be secret: what finds this is no blind search.
  static let plain = "canary in plain words"

  /// Those that are looked for.
  var values = [key, variable, token]

  /// All three, as a text may hold them.
  static let text = "\(key) \(variable) \(token)"

  /// The places of canaries in some text, in the forms in which secrets travel.
  func leaks(in text: String, of place: String) -> [String] {
    values.flatMap { value in
      Self.forms(of: value).filter { text.contains($0.text) }.map { "\(place) holds \(value.prefix(10))… \($0.name)" }
    }
  }

  func leaks(in bytes: some Sequence<UInt8>, of place: String) -> [String] {
    leaks(in: String(decoding: Array(bytes), as: UTF8.self), of: place)
  }

  /// The leaks in all files below a folder, and in their names.
  func leaks(inFilesOf folder: String) throws -> [String] {
    var leaks: [String] = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      leaks += self.leaks(in: name, of: "a file's name")
      let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
      leaks += self.leaks(in: bytes, of: name)
    }
    return leaks
  }

  private static func forms(of value: String) -> [(name: String, text: String)] {
    var forms = [("as it is", value)]
    let json = (try? String(decoding: JSONEncoder().encode(value), as: UTF8.self)) ?? ""
    forms.append(("in JSON", String(json.dropFirst().dropLast())))
    forms.append(
      ("percent-encoded", value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? value))
    let markdown = value.replacing("_", with: "\\_").replacing("-", with: "\\-")
    forms.append(("in Markdown", markdown))
    // With other bytes before it, the first and last characters of its base64 depend on those.
    for offset in 0..<3 {
      let bytes = Data(String(repeating: "x", count: offset).utf8) + Data(value.utf8)
      let core = bytes.base64EncodedString().dropFirst(offset == 0 ? 0 : 4).prefix { $0 != "=" }.dropLast(2)
      forms.append(("in base64", String(core)))
    }
    return forms
  }
}
