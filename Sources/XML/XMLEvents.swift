internal import CExpat

/// What an XML document consists of, one after the other.
package enum XMLEvent: Hashable, Sendable {
  case start(name: String, attributes: [String: String])
  case end(name: String)

  /// A piece of text; expat may cut one text into several.
  case text(String)
}

/// Reads XML documents from outside, with expat.
///
/// No entity can be defined, neither one that grows without bound nor one that names a file, and nothing else is ever fetched.
package enum XMLEvents {
  /// Elements inside one another.
  package static let depthLimit = 64

  /// Calls `body` with each event of a document.
  ///
  /// - Parameters:
  ///   - bytes: the document, whole; the caller bounds its size.
  ///   - allowsDocumentType: whether it may name its type, as reports of coverage do. Declarations inside are refused in any case.
  /// - Throws: `XMLError`, which says the line and column.
  package static func forEach(
    in bytes: [UInt8], allowsDocumentType: Bool = false, _ body: (XMLEvent) -> Void
  ) throws(XMLError) {
    guard let parser = XML_ParserCreate(nil) else { throw XMLError("no memory for the XML parser") }
    defer { XML_ParserFree(parser) }
    guard let size = Int32(exactly: bytes.count) else { throw XMLError("it has more than \(Int32.max) bytes") }
    let fault: String? = withoutActuallyEscaping(body) { body in
      let reading = Reading(parser, allowsDocumentType, body)
      return withExtendedLifetime(reading) { parse(bytes, size, parser, reading) }
    }
    if let fault { throw XMLError(fault) }
  }

  private static func parse(_ bytes: [UInt8], _ size: Int32, _ parser: XML_Parser, _ reading: Reading) -> String? {
    XML_SetUserData(parser, Unmanaged.passUnretained(reading).toOpaque())
    XML_SetElementHandler(
      parser, { data, name, attributes in Reading.of(data)?.start(name, attributes) },
      { data, name in Reading.of(data)?.end(name) })
    XML_SetCharacterDataHandler(parser) { data, text, count in Reading.of(data)?.text(text, count) }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, hasDeclarations in
      Reading.of(data)?.documentType(hasDeclarations: hasDeclarations != 0)
    }
    let status = bytes.withUnsafeBytes { buffer in
      XML_Parse(parser, buffer.bindMemory(to: CChar.self).baseAddress, size, 1)
    }
    guard status != XML_STATUS_OK else { return nil }
    let reason = reading.fault ?? XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "not XML"
    return "line \(XML_GetCurrentLineNumber(parser)), column \(XML_GetCurrentColumnNumber(parser) + 1): \(reason)"
  }

  /// What expat's callbacks share; it lives for one call of `forEach`.
  private final class Reading {
    private(set) var fault: String?
    private var depth = 0
    private let parser: XML_Parser
    private let allowsDocumentType: Bool
    private let body: (XMLEvent) -> Void

    init(_ parser: XML_Parser, _ allowsDocumentType: Bool, _ body: @escaping (XMLEvent) -> Void) {
      self.parser = parser
      self.allowsDocumentType = allowsDocumentType
      self.body = body
    }

    static func of(_ data: UnsafeMutableRawPointer?) -> Reading? {
      data.map { Unmanaged<Reading>.fromOpaque($0).takeUnretainedValue() }
    }

    func start(_ name: UnsafePointer<CChar>?, _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
      depth += 1
      if depth > XMLEvents.depthLimit { return stop("more than \(XMLEvents.depthLimit) elements inside one another") }
      guard let name, let list else { return }
      var attributes: [String: String] = [:]
      var index = 0
      while let key = list[index], let value = list[index + 1] {
        attributes[String(cString: key)] = String(cString: value)
        index += 2
      }
      body(.start(name: String(cString: name), attributes: attributes))
    }

    func end(_ name: UnsafePointer<CChar>?) {
      depth -= 1
      if let name, fault == nil { body(.end(name: String(cString: name))) }
    }

    func text(_ text: UnsafePointer<CChar>?, _ count: Int32) {
      guard let text, fault == nil else { return }
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
      body(.text(String(decoding: bytes, as: UTF8.self)))
    }

    func documentType(hasDeclarations: Bool) {
      guard hasDeclarations || !allowsDocumentType else { return }
      stop("it has a document type\(hasDeclarations ? " with declarations" : ""), which is refused")
    }

    private func stop(_ reason: String) {
      fault = fault ?? reason
      XML_StopParser(parser, 0)
    }
  }
}
