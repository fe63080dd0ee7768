extension JSONValue {
  /// What a text from outside may cost us.
  public struct Limits: Sendable {
    /// Bytes.
    public var size: Int

    /// Arrays and objects inside one another; more than 512 are never read.
    public var depth: Int

    /// Limits for what comes from outside.
    ///
    /// - Parameters:
    ///   - size: bytes.
    ///   - depth: arrays and objects in each other, at most 512.
    public init(size: Int = 8 << 20, depth: Int = 64) {
      self.size = size
      self.depth = depth
    }
  }

  /// Reads one JSON value that takes up the whole of the text.
  ///
  /// - Parameters:
  ///   - text: the value, with blanks around it at the most.
  ///   - limits: of bytes and depth.
  /// - Throws: `JSONError`, also for text past the limits.
  public static func parse(_ text: String, limits: Limits = Limits()) throws(JSONError) -> JSONValue {
    try parse(Array(text.utf8), limits: limits)
  }

  /// Reads one JSON value that takes up all of the bytes.
  ///
  /// - Parameters:
  ///   - bytes: the value in UTF-8, with blanks around it at the most.
  ///   - limits: of bytes and depth.
  /// - Throws: `JSONError`, also for bytes past the limits.
  public static func parse(_ bytes: [UInt8], limits: Limits = Limits()) throws(JSONError) -> JSONValue {
    guard bytes.count <= limits.size else {
      throw JSONError(.tooLarge, "JSON of \(bytes.count) bytes, where \(limits.size) are allowed")
    }
    return try JSONReader.value(of: bytes, depth: limits.depth)
  }
}

extension JSONValue: Decodable {
  /// Reads a value from a decoder of any kind.
  ///
  /// - Throws: `DecodingError` for what is no JSON value, such as a date.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      // A number that is whole only once it is rounded is written as a whole one, and must be read as what it is written.
      self = Int64(exactly: value).map(JSONValue.integer) ?? .number(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }
}
