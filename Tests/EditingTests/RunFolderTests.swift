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

  /// Folders called after the seconds at which their journals were written last, each with a line.
  private func place(_ times: [Int], line: String = "over") throws -> TemporaryFolder {
    let place = try TemporaryFolder()
    for time in times {
      let path = "\(place.path)/\(time)"
      let folder = try RunFolder(path, for: "a test")
      try folder.append(Array(line.utf8))
      try folder.write(Array(repeating: 0, count: 1_000), as: "document.json")
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: Double(time))], ofItemAtPath: "\(path)/journal.jsonl")
    }
    return place
  }

  @Test(arguments: [
    (RunFolder.Keeping(count: 2, size: .max, since: 0), ["100", "200"]),
    (RunFolder.Keeping(count: 9, size: 2_500, since: 0), ["100", "200"]),
    (RunFolder.Keeping(count: 9, size: .max, since: .max), []),
    (RunFolder.Keeping(count: 0, size: 0, since: 0), ["100", "200", "300", "400"]),
  ])
  func `the folders of old runs go, the oldest first, until as many are left as may stay`(
    keeping: RunFolder.Keeping, names: [String]
  ) throws {
    let place = try place([300, 100, 400, 200])
    #expect(try RunFolder.prune(place.path, keeping: keeping) { _ in false } == names)
    let left = try FileManager.default.contentsOfDirectory(atPath: place.path)
    #expect(Set(left) == Set(["100", "200", "300", "400"]).subtracting(names))
  }

  @Test func `what can be gone on with stays for its time, and what a process has open stays`() throws {
    let place = try place([100, 200, 300, 400], line: "going on")
    let open = try RunFolder("\(place.path)/100", for: "a test")
    let keeping = RunFolder.Keeping(count: 0, size: 0, since: 300)
    let removed = try RunFolder.prune(place.path, keeping: keeping) { lines in
      lines == [Array("going on".utf8)]
    }
    #expect(removed == ["200"])
    withExtendedLifetime(open) {}
    let strange = place.path + "/not-ours"
    try FileManager.default.createDirectory(atPath: strange + "/folder", withIntermediateDirectories: true)
    let none = RunFolder.Keeping(count: 0, size: 0, since: .max)
    #expect(try RunFolder.prune(place.path, keeping: none) { _ in true } == ["300", "400"])
    #expect(FileManager.default.fileExists(atPath: strange + "/folder"))
  }
}
