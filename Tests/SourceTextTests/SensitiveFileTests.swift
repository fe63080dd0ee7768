import SourceText
import Testing

struct SensitiveFileTests {
  @Test(arguments: [
    ".env", ".env.local", "config/.ENV", "id_rsa", "home/.ssh/config", "server.pem", "a/b.key", ".npmrc",
    ".aws/credentials",
  ])
  func `files that hold secrets are known by their names`(path: String) throws {
    #expect(SensitiveFile.contains(try RelativePath(path)))
  }

  @Test(arguments: [".env.example", "env.swift", ".envrc", "keys.swift", "src/pem.py", "id_rsa.md", ".environment"])
  func `other files are not`(path: String) throws {
    #expect(!SensitiveFile.contains(try RelativePath(path)))
  }
}
