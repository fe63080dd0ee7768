internal import JSON

extension RecordedValue {
  /// Fields and elements of one value that are read, as the harness writes no more.
  private static let partLimit = 2000

  /// A value as the harness writes it; nil for what it would not write.
  init?(_ json: JSONValue) {
    guard let type = json["type"]?.string else { return nil }
    switch (json["kind"]?.string, json["text"]?.string) {
    case ("literal", let text?): self = .literal(text, type: type)
    case ("approximate", let text?): self = .approximate(text, type: type)
    case ("described", let text?): self = .described(text, type: type)
    case ("opaque", _): self = .opaque(type: type)
    case ("structure", _):
      guard let fields = json["fields"]?.array, fields.count <= Self.partLimit else { return nil }
      self = .structure(
        type: type,
        fields: fields.compactMap { field in
          guard let name = field[0]?.string, let value = field[1].flatMap(RecordedValue.init) else { return nil }
          return Field(name: name, value: value)
        })
    case ("unordered", _):
      guard let elements = json["elements"]?.array, elements.count <= Self.partLimit else { return nil }
      self = .unordered(type: type, elements: elements.compactMap(RecordedValue.init))
    default: return nil
    }
  }
}
