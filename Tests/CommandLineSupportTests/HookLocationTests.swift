import CommandLineSupport
import Testing

@Suite struct HookLocationTests {
  private func location(_ text: String, _ level: HookLocation.HooksPath.Level = .repository) throws -> HookLocation {
    try HookLocation(
      commonGitFolder: "/r/.git", workTree: "/r", hooksPath: .init(text: text, level: level), home: "/home/u")
  }

  @Test func `hooks live in the common folder unless something else is configured`() throws {
    let location = try HookLocation(commonGitFolder: "/r/.git", workTree: "/linked")
    #expect(location.folder == "/r/.git/hooks")
    #expect(location.obstacle == nil)
  }

  @Test(arguments: [
    ("/opt/hooks", "/opt/hooks"), ("~/hooks", "/home/u/hooks"), (".git/my//hooks/.", "/r/.git/my/hooks"),
    ("../shared", "/shared"), ("/rr/x", "/rr/x"),
  ])
  func `a folder outside the work tree is used`(text: String, folder: String) throws {
    let location = try location(text)
    #expect(location.folder == folder)
    #expect(location.obstacle == nil)
  }

  @Test(arguments: [".husky", "./.githooks/", "a/../b", "/r/hooks", ".git/../hooks", "."])
  func `a folder in the work tree is an obstacle`(text: String) throws {
    #expect(try location(text).obstacle?.contains("work tree") == true)
  }

  @Test(arguments: ["/opt/hooks", ".husky", ".git/hooks"])
  func `a folder from a configuration that others share is an obstacle`(text: String) throws {
    #expect(try location(text, .shared).obstacle?.contains("others") == true)
  }

  @Test func `a bare repository has no work tree to lie in`() throws {
    let path = HookLocation.HooksPath(text: "h", level: .repository)
    let location = try HookLocation(commonGitFolder: "/r.git", workTree: nil, hooksPath: path)
    #expect(location.folder == "/r.git/h")
    #expect(location.obstacle == nil)
  }

  @Test func `paths that name no folder are refused`() {
    #expect(throws: CommandLineError.self) { try location("") }
    #expect(throws: CommandLineError.self) { try HookLocation(commonGitFolder: ".git", workTree: nil) }
  }
}
