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

  /// Bytes of the largest report in JSON that is read.
  ///
  /// Reading takes about 0.3 s and 12 MiB of memory a MiB, and a push waits for it.
  static let jsonSizeLimit = 16 << 20

  /// Results of the longest report that is read.
  package static let resultLimit = 100_000

  /// The file's name without its folders.
  package let name: String

  package let results: [ImportedResult]

  /// The report of a linter that was run here.
  init(name: String, results: [ImportedResult]) {
    self.name = name
    self.results = results
  }

  /// Reads a report.
  ///
  /// - Parameters:
  ///   - bytes: the file's content.
  ///   - path: the file's path, for messages.
  ///   - format: nil to see it from the content.
  /// - Throws: `ImportError` for what is broken, too large or of no known form.
  package init(_ bytes: [UInt8], path: String, format: Format? = nil) throws(ImportError) {
    name = path.split(separator: "/").last.map(String.init) ?? path
    guard bytes.count <= Self.sizeLimit else { throw Self.tooLarge(path, Self.sizeLimit) }
    // Tools on Windows begin a file with a byte order mark.
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let format = format ?? (Self.isXML(bytes) ? .checkstyle : nil)
    let results: [ImportedResult]
    switch format {
    case .checkstyle: results = try CheckstyleImporter.results(in: bytes, file: path)
    case .sarif: results = try SARIFImporter.results(in: Self.json(bytes, path), file: path)
    case .rdjson: results = try ReviewdogImporter.results(in: Self.json(bytes, path), file: path)
    case .rdjsonl: results = try Self.lines(bytes, path)
    case nil: results = try Self.unnamed(bytes, path)
    }
    guard results.count <= Self.resultLimit else {
      throw ImportError(
        path, "more than \(Self.resultLimit) results", remedy: "have the linter look at the changed files alone")
    }
    self.results = results
  }

  /// Reads a report in JSON by its members.
  private static func unnamed(_ bytes: [UInt8], _ path: String) throws(ImportError) -> [ImportedResult] {
    let start = bytes.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    guard start.first == UInt8(ascii: "{") else { throw unknown(path) }
    // Many values in a row are no JSON, so the first line is asked before the whole is read.
    let firstLine = Array(start.prefix { $0 != 0x0A })
    if firstLine.count < start.count, isDiagnostic(try? JSONValue.parse(firstLine)) { return try lines(bytes, path) }
    let report = try json(bytes, path)
    if report["runs"] != nil { return try SARIFImporter.results(in: report, file: path) }
    if report["diagnostics"] != nil { return try ReviewdogImporter.results(in: report, file: path) }
    if isDiagnostic(report) { return try ReviewdogImporter.results(in: ["diagnostics": .array([report])], file: path) }
    throw unknown(path)
  }

  private static func isDiagnostic(_ value: JSONValue?) -> Bool {
    value?["message"] != nil && value?["location"] != nil
  }

  /// Reads one diagnostic a line.
  private static func lines(_ bytes: [UInt8], _ path: String) throws(ImportError) -> [ImportedResult] {
    guard bytes.count <= jsonSizeLimit else { throw tooLarge(path, jsonSizeLimit) }
    var diagnostics: [JSONValue] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) {
      do {
        diagnostics.append(try JSONValue.parse(Array(line)))
      } catch {
        throw ImportError(path, "line \(index + 1): \(error)")
      }
    }
    return try ReviewdogImporter.results(in: ["diagnostics": .array(diagnostics)], file: path)
  }

  private static func json(_ bytes: [UInt8], _ path: String) throws(ImportError) -> JSONValue {
    guard bytes.count <= jsonSizeLimit else { throw tooLarge(path, jsonSizeLimit) }
    do {
      return try JSONValue.parse(bytes, limits: JSONValue.Limits(size: jsonSizeLimit))
    } catch {
      throw ImportError(path, "\(error)")
    }
  }

  /// Whether the content begins as XML does, also in UTF-16.
  private static func isXML(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE, 0x3C, 0x00]) || bytes.starts(with: [0xFE, 0xFF, 0x00, 0x3C]) { return true }
    return bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } == UInt8(ascii: "<")
  }

  private static func tooLarge(_ path: String, _ limit: Int) -> ImportError {
    ImportError(path, "larger than \(limit >> 20) MiB", remedy: "have the linter look at the changed files alone")
  }

  private static func unknown(_ path: String) -> ImportError {
    ImportError(
      path, "neither SARIF 2.1.0 nor checkstyle XML, rdjson or rdjsonl in UTF-8",
      remedy: "name the form before the path, as in sarif:FILE, or have the linter write one of them")
  }
}
