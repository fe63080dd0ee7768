import Foundation
import SourceText
import Testing

@testable import Editing

struct RootFolderTests {
  @Test(arguments: ["/", "/proc", "/proc/self", "/sys", "/sys/kernel", "/dev", "/dev/shm"])
  func `the system's folders are no roots`(folder: String) throws {
    try #require(FileManager.default.fileExists(atPath: folder))
    #expect { try RootFolder(folder) } throws: { ($0 as? EditingError)?.code == .outside }
  }

  @Test(arguments: ["relative", "", "/no/such/folder", "/tmp\0/x"])
  func `a folder that cannot be resolved is refused`(folder: String) {
    #expect { try RootFolder(folder) } throws: { ($0 as? EditingError)?.code == .outside }
  }

  @Test func `a root that is reached over a link is the folder behind it`() throws {
    let folder = try EditedFolder(["a": "x"])
    let link = folder.sibling("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path)
    #expect(try RootFolder(link).path == folder.path)
  }

  @Test(arguments: [false, true])
  func `a file is read with all that tells it from others`(walking: Bool) throws {
    let folder = try EditedFolder()
    try folder.write("deep/er/run.sh", bytes: Array("echo\n".utf8), mode: 0o755)
    let file = try #require(try folder.root(walking: walking).file(at: path("deep/er/run.sh"), limit: 100))
    #expect(file.bytes == Array("echo\n".utf8))
    #expect(file.hash == ContentHash(of: "echo\n"))
    #expect(file.mode == 0o755 && file.isExecutable)
    #expect(file.linkCount == 1)
    #expect(!file.hasAttributes)
  }

  @Test(arguments: [false, true])
  func `what is not there is absent`(walking: Bool) throws {
    let folder = try EditedFolder(["a": "x"])
    let root = try folder.root(walking: walking)
    #expect(try root.entry(at: path("b"), limit: 1) == .absent)
    #expect(try root.entry(at: path("no/such/b"), limit: 1) == .absent)
    #expect(try root.file(at: path("b"), limit: 1) == nil)
  }

  @Test(arguments: [false, true], ["outside/secret", "inside/a", "a/b", "loop/a"])
  func `a path that leads over a link or a file is refused`(walking: Bool, name: String) throws {
    let folder = try EditedFolder(["a": "x", "real/a": "x"])
    try FileManager.default.createDirectory(atPath: folder.sibling("elsewhere"), withIntermediateDirectories: false)
    try Data("secret".utf8).write(to: URL(filePath: folder.sibling("elsewhere/secret")))
    for (link, target) in [("outside", folder.sibling("elsewhere")), ("inside", "real"), ("loop", "loop")] {
      try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(link)", withDestinationPath: target)
    }
    #expect { try folder.root(walking: walking).entry(at: path(name), limit: 100) } throws: {
      ($0 as? EditingError)?.code == .outside
    }
  }

  @Test(arguments: [false, true])
  func `a link in the last place is seen and not followed`(walking: Bool) throws {
    let folder = try EditedFolder(["a": "x"])
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: "a")
    #expect(try folder.root(walking: walking).entry(at: path("link"), limit: 100) == .symbolicLink)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a pipe is neither read nor waited for`() throws {
    let folder = try EditedFolder()
    #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
    #expect(try folder.root().entry(at: path("pipe"), limit: 100) == .special)
  }

  @Test func `a file of more bytes than asked for is not read`() throws {
    let folder = try EditedFolder(["a": "12345"])
    let root = try folder.root()
    #expect(try root.entry(at: path("a"), limit: 4) == .huge(size: 5))
    #expect { try root.file(at: path("a"), limit: 4) } throws: { ($0 as? EditingError)?.code == .unsafe }
    #expect(try root.file(at: path("a"), limit: 5)?.bytes.count == 5)
  }

  @Test func `another folder of the same name changes nothing`() throws {
    let folder = try EditedFolder(["a": "first"])
    let root = try folder.root()
    try FileManager.default.moveItem(atPath: folder.path, toPath: folder.sibling("moved"))
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
    try folder.write("a", "second")
    #expect(try root.file(at: path("a"), limit: 100)?.bytes == Array("first".utf8))
  }

  // MARK: - Listing

  @Test func `a listing has everything but git's folder, in order`() throws {
    let folder = try EditedFolder(["b/z": "1", "b/a": "22", "a": "333", ".git/config": "x", "c/.git": "gitdir: x"])
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: "b")
    let listing = try folder.root().listing()
    #expect(listing.entries.map(\.path.string) == ["a", "b", "b/a", "b/z", "c", "link"])
    #expect(listing.entries.map(\.size) == [3, 0, 2, 1, 0, 0])
    #expect(listing.entries.last?.kind == .symbolicLink)
    #expect(listing.omissions == [])
  }

  @Test func `a listing keeps to its limits and says so`() throws {
    let folder = try EditedFolder(["a/b/c/d": "x", "e": "x", "f": "x"])
    let root = try folder.root()
    let shallow = try root.listing(limits: FolderListing.Limits(depth: 2))
    #expect(shallow.entries.map(\.path.string) == ["a", "a/b", "e", "f"])
    #expect(shallow.omissions.count == 1)
    let short = try root.listing(limits: FolderListing.Limits(count: 2))
    #expect(short.entries.count == 2)
    #expect(short.omissions.count == 1)
    #expect(try root.listing(below: path("a/b")).entries.map(\.path.string) == ["a/b/c", "a/b/c/d"])
    #expect(throws: EditingError.self) { try root.listing(below: path("no")) }
  }

  #if os(Linux)
    @Test func `a name that is not UTF-8 is counted and not listed`() throws {
      let folder = try EditedFolder(["a": "x"])
      let bytes: [CChar] = (folder.path + "/").utf8.map { CChar(bitPattern: $0) } + [-1, 0]
      let file = open(bytes, O_WRONLY | O_CREAT, 0o600)
      try #require(file >= 0)
      close(file)
      let listing = try folder.root().listing()
      #expect(listing.entries.map(\.path.string) == ["a"])
      #expect(listing.omissions.count == 1)
    }
  #endif
}
