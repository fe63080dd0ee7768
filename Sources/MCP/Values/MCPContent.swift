internal import JSON

/// A piece of what a server answers; all of it is foreign.
package enum MCPContent: Hashable, Sendable {
  case text(String)

  /// A picture or a sound, of which only the kind and the size are kept.
  case media(kind: String, mimeType: String, base64Count: Int)

  /// A resource, with its text; without it for one that is no text, of which the size is kept.
  case resource(uri: String, mimeType: String?, text: String?, base64Count: Int)

  /// Names a resource that can be read.
  case link(uri: String, name: String)

  /// Something else, by its name.
  case unknown(String)

  init(_ value: JSONValue) {
    let mimeType = value["mimeType"]?.string
    switch value["type"]?.string {
    case "text": self = .text(value["text"]?.string ?? "")
    case let kind? where kind == "image" || kind == "audio":
      self = .media(
        kind: kind, mimeType: mimeType ?? "of unknown type", base64Count: value["data"]?.string?.utf8.count ?? 0)
    case "resource": self = value["resource"].map { MCPContent(resource: $0) } ?? .unknown("resource")
    case "resource_link": self = .link(uri: value["uri"]?.string ?? "", name: value["name"]?.string ?? "")
    case let kind: self = .unknown(kind ?? "")
    }
  }

  /// The contents of a resource.
  init(resource value: JSONValue) {
    self = .resource(
      uri: value["uri"]?.string ?? "", mimeType: value["mimeType"]?.string, text: value["text"]?.string,
      base64Count: value["blob"]?.string?.utf8.count ?? 0)
  }
}
