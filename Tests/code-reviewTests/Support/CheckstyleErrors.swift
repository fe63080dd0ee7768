import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The errors of a Checkstyle document.
final class CheckstyleErrors: NSObject, XMLParserDelegate {
  private(set) var errors: [[String: String]] = []

  /// Whether the text is well-formed XML.
  func read(_ text: String) -> Bool {
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    return parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if name == "error" { errors.append(attributes) }
  }
}
