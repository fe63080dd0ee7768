import Testing

@testable import XML

struct XMLEventsTests {
  private func events(_ text: String, allowsDocumentType: Bool = false) throws(XMLError) -> [XMLEvent] {
    var events: [XMLEvent] = []
    try XMLEvents.forEach(in: Array(text.utf8), allowsDocumentType: allowsDocumentType) { events.append($0) }
    return events
  }

  @Test func `elements, attributes and texts come in their order`() throws {
    #expect(
      try events("<?xml version='1.0'?><a x='1' y='&lt;'><b/>t&amp;u</a>").filter { $0 != .text("") } == [
        .start(name: "a", attributes: ["x": "1", "y": "<"]), .start(name: "b", attributes: [:]), .end(name: "b"),
        .text("t"), .text("&"), .text("u"), .end(name: "a"),
      ])
  }

  @Test(arguments: ["<a SYSTEM", "", "<a>", "<a></b>", "<a/><b/>", "text", "<a x=1/>", "<a>\u{1}</a>"])
  func `what is no XML is refused with its place`(text: String) {
    let error = #expect(throws: XMLError.self) { try events(text) }
    #expect(error?.description.hasPrefix("line ") == true, "\(String(describing: error))")
  }

  @Test func `a document may name its type where that is allowed, and declare nothing`() throws {
    let named = "<!DOCTYPE report PUBLIC '-//A//DTD B//EN' 'report.dtd'><report/>"
    #expect(try events(named, allowsDocumentType: true).count == 2)
    #expect(throws: XMLError.self) { try events(named) }
    let declaring = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>"
    let error = #expect(throws: XMLError.self) { try events(declaring, allowsDocumentType: true) }
    #expect(error?.description.contains("with declarations") == true)
  }

  @Test func `depth is bounded`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(try events(nested(XMLEvents.depthLimit)).count == 2 * XMLEvents.depthLimit)
    #expect(throws: XMLError.self) { try events(nested(XMLEvents.depthLimit + 1)) }
    #expect(throws: XMLError.self) { try events(nested(100_000)) }
  }
}
