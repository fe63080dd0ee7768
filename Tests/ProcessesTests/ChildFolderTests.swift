import Foundation
import Processes
import SourceText
import TestSupport
import Testing

@Suite struct ChildFolderTests {
  @Test func `files are put where they belong, and all is gone with the folder`() throws {
    let path = try filled()
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// Fills a folder, makes parts of it read-only, and lets it go.
  private func filled() throws -> String {
    let parent = try TemporaryFolder()
    let folder = try ChildFolder(in: parent.path)
    try folder.write(Array("a".utf8), to: try RelativePath("x/y/a.txt"))
    try folder.write([], to: try RelativePath("x/run"), isExecutable: true)
    try folder.link(try RelativePath("x/link"), to: "/etc")
    #expect(try String(contentsOfFile: folder.path + "/x/y/a.txt", encoding: .utf8) == "a")
    #expect(FileManager.default.isExecutableFile(atPath: folder.path + "/x/run"))
    #expect(
      try FolderTree.entries(below: folder.path).map(\.path).sorted() == ["x", "x/link", "x/run", "x/y", "x/y/a.txt"])
    #expect(FolderTree.kind(at: folder.path + "/x/link") == .link)
    for name in ["/x/y", "/x"] {
      try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path + name)
    }
    return folder.path
  }

  @Test func `nothing goes through a link or over what is there`() throws {
    let parent = try TemporaryFolder()
    let folder = try ChildFolder(in: parent.path)
    try folder.link(try RelativePath("out"), to: parent.path)
    #expect(throws: ProcessError.self) { try folder.write([1], to: try RelativePath("out/a")) }
    #expect(throws: ProcessError.self) { try folder.write([1], to: try RelativePath("out")) }
    try folder.write([1], to: try RelativePath("file"))
    #expect(throws: ProcessError.self) { try folder.write([2], to: try RelativePath("file")) }
    #expect(throws: ProcessError.self) { try folder.write([2], to: try RelativePath("file/below")) }
    #expect(throws: ProcessError.self) { try folder.link(try RelativePath("file"), to: "x") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path).count == 1)
  }

  @Test func `the folder is the user's alone`() throws {
    let parent = try TemporaryFolder()
    let folder = try ChildFolder(in: parent.path)
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int
    #expect(mode == 0o700)
    #expect(throws: ProcessError.self) { _ = try ChildFolder(in: parent.path + "/nowhere") }
  }
}
