internal import JSON

/// What a linter reported, before it is held against a change.
package struct ImportedReport: Hashable, Sendable {
  /// The forms that are read.
  package enum Format: String, CaseIterable, Sendable {
    case sarif
    case checkstyle
    case rdjson
    case rdjsonl
  }

  /// Bytes of the largest report that is read.
  package static let sizeLimit = 64 << 20

  /// Results of the longest report that is read.
  package static let resultLimit = 100_000

  /// The file's name without its folders.
  package let name: String

  package let results: [ImportedResult]

  /// Reads a report.
  ///
  /// - Parameters:
  ///   - bytes: the file's content.
  ///   - path: the file's path, for messages.
  ///   - format: nil to see it from the content.
  /// - Throws: `ImportError` for what is broken, too large or of no known form.
  package init(_ bytes: [UInt8], path: String, format: Format? = nil) throws(ImportError) {
    name = path.split(separator: "/").last.map(String.init) ?? path
    guard bytes.count <= Self.sizeLimit else { throw ImportError(path, "larger than \(Self.sizeLimit) bytes") }
    // Tools on Windows begin a file with a byte order mark.
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let results: [ImportedResult]
    switch format ?? Self.format(of: bytes) {
    case .checkstyle: results = try CheckstyleImporter.results(in: bytes, file: path)
    case .sarif: results = try SARIFImporter.results(in: Self.json(bytes, path), file: path)
    case .rdjson: results = try ReviewdogImporter.results(in: Self.json(bytes, path), file: path)
    case .rdjsonl:
      var diagnostics: [JSONValue] = []
      for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated()
      where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) {
        diagnostics.append(try Self.json(Array(line), "\(path), entry \(index + 1)"))
      }
      results = try ReviewdogImporter.results(in: ["diagnostics": .array(diagnostics)], file: path)
    case nil:
      throw ImportError(
        path, "neither SARIF 2.1.0 nor checkstyle XML, rdjson or rdjsonl; name the form as in sarif:FILE")
    }
    guard results.count <= Self.resultLimit else {
      throw ImportError(path, "more than \(Self.resultLimit) results; have the linter look at the changed files alone")
    }
    self.results = results
  }

  /// The form that a content has; nil when it is none that is known.
  private static func format(of bytes: [UInt8]) -> Format? {
    let start = bytes.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    if start.first == UInt8(ascii: "<") { return .checkstyle }
    guard start.first == UInt8(ascii: "{") else { return nil }
    let firstLine = Array(start.prefix { $0 != 0x0A })
    let limits = JSONValue.Limits(size: sizeLimit)
    if let value = try? JSONValue.parse(firstLine, limits: limits), value["message"] != nil, value["location"] != nil {
      return .rdjsonl
    }
    guard let value = try? JSONValue.parse(bytes, limits: limits) else {
      // The parser of the likelier form says what is wrong.
      return .sarif
    }
    if value["runs"] != nil { return .sarif }
    if value["diagnostics"] != nil { return .rdjson }
    return nil
  }

  private static func json(_ bytes: [UInt8], _ path: String) throws(ImportError) -> JSONValue {
    do {
      return try JSONValue.parse(bytes, limits: JSONValue.Limits(size: sizeLimit))
    } catch {
      throw ImportError(path, "\(error)")
    }
  }
}
