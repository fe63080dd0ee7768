internal import JSON

/// The arguments that say where something stands.
enum PlaceSchema {
  static let path: JSONValue = ["type": "string", "minLength": 1, "description": "path from the root"]
  static let line: JSONValue = ["type": "integer", "minimum": 1, "description": "a line in which the name stands"]
  static let name: JSONValue = ["type": "string", "minLength": 1, "maxLength": 128]
}
