import Foundation
import TestSupport
import Testing

@testable import Editing

/// The folder of a run that can be taken up again.
struct RunFolderTests {
  @Test func `what was appended and written is there for the next process, but for a torn line`() throws {
    let place = try TemporaryFolder()
    let path = "\(place.path)/run"
    do {
      let folder = try RunFolder(path, for: "a test")
      #expect(folder.lines.isEmpty)
      try folder.append(Array("one".utf8))
      try folder.append(Array("two".utf8))
      try folder.write(Array("document".utf8), as: "a.json")
      try folder.write(Array("newer".utf8), as: "a.json")
      let other = #expect(throws: EditingError.self) { try RunFolder(path, for: "a test") }
      #expect(other?.code == .busy && other?.description.contains("is editing \"a test\"") == true)
    }
    let journal = "\(path)/journal.jsonl"
    let handle = try #require(FileHandle(forWritingAtPath: journal))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("torn".utf8))
    try handle.close()
    let folder = try RunFolder(path, for: "a test")
    #expect(folder.lines.map { String(decoding: $0, as: UTF8.self) } == ["one", "two"])
    #expect(try folder.content(of: "a.json", limit: 100) == Array("newer".utf8))
    #expect(try folder.content(of: "b.json", limit: 100) == nil)
    try folder.append(Array("three".utf8))
    #expect(try String(contentsOfFile: journal, encoding: .utf8) == "one\ntwo\nthree\n")
    try folder.empty()
    try folder.append(Array("first".utf8))
    #expect(try String(contentsOfFile: journal, encoding: .utf8) == "first\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == ["journal.jsonl", "lock"])
    let attributes = try FileManager.default.attributesOfItem(atPath: journal)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }
}
