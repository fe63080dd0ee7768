internal import CExpat

/// The elements of an XML document, one after the other, read with expat.
///
/// A document type is refused outright, so that no entity can be defined: neither one that grows without bound nor one that
/// names a file.
enum XMLElements {
  static let depthLimit = 64

  /// Calls `body` with each element's name and attributes, at its start.
  static func forEach(
    in bytes: [UInt8], file: String, _ body: (_ name: String, _ attributes: [String: String]) -> Void
  ) throws(ImportError) {
    guard let parser = XML_ParserCreate(nil) else { throw ImportError(file, "no memory for the XML parser") }
    defer { XML_ParserFree(parser) }
    let fault: String? = withoutActuallyEscaping(body) { body in
      let reading = Reading(parser, body)
      return withExtendedLifetime(reading) { parse(bytes, parser, reading) }
    }
    if let fault { throw ImportError(file, fault) }
  }

  private static func parse(_ bytes: [UInt8], _ parser: XML_Parser, _ reading: Reading) -> String? {
    XML_SetUserData(parser, Unmanaged.passUnretained(reading).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in Reading.of(data)?.start(name, attributes) },
      { data, _ in Reading.of(data)?.depth -= 1 })
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      Reading.of(data)?.stop("it has a document type, which is refused")
    }
    let status = bytes.withUnsafeBytes { buffer in
      XML_Parse(parser, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), 1)
    }
    guard status != XML_STATUS_OK else { return nil }
    let reason = reading.fault ?? XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "not XML"
    return "line \(XML_GetCurrentLineNumber(parser)), column \(XML_GetCurrentColumnNumber(parser) + 1): \(reason)"
  }

  /// What expat's callbacks share; it lives for one call of `forEach`.
  private final class Reading {
    var depth = 0
    var fault: String?
    private let parser: XML_Parser
    private let body: (String, [String: String]) -> Void

    init(_ parser: XML_Parser, _ body: @escaping (String, [String: String]) -> Void) {
      self.parser = parser
      self.body = body
    }

    static func of(_ data: UnsafeMutableRawPointer?) -> Reading? {
      data.map { Unmanaged<Reading>.fromOpaque($0).takeUnretainedValue() }
    }

    func start(_ name: UnsafePointer<CChar>?, _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
      depth += 1
      if depth > XMLElements.depthLimit {
        return stop("more than \(XMLElements.depthLimit) elements inside one another")
      }
      guard let name, let list else { return }
      var attributes: [String: String] = [:]
      var index = 0
      while let key = list[index], let value = list[index + 1] {
        attributes[String(cString: key)] = String(cString: value)
        index += 2
      }
      body(String(cString: name), attributes)
    }

    func stop(_ reason: String) {
      fault = fault ?? reason
      XML_StopParser(parser, 0)
    }
  }
}
