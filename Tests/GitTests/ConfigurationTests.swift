import TestSupport
import Testing

@testable import Git

struct ConfigurationTests {
  @Test func `a value comes with its level, the repository before the user`() async throws {
    let builder = try RepositoryBuilder()
    try builder.git("config", "fulcrum.shared", "repository")
    try builder.git("config", "remote.https://example.org/a.b.url", "x")
    let repository = try open(builder)
    #expect(try await repository.configuration("fulcrum.level") == ConfigurationValue(text: "user", level: .user))
    #expect(
      try await repository.configuration("fulcrum.shared") == ConfigurationValue(text: "repository", level: .repository)
    )
    #expect(try await repository.configuration("fulcrum.absent") == nil)
    #expect(try await repository.configuration("remote.https://example.org/a.b.url")?.text == "x")
    try builder.git("config", "fulcrum.late", "yes")
    #expect(try await repository.configuration("fulcrum.late")?.text == "yes")
  }

  @Test(arguments: ["", "nodot", "a.", "a b.c d", "x.y\nz"])
  func `a key that cannot be one is refused`(key: String) async throws {
    let repository = try open(try RepositoryBuilder())
    try await expectGitError(.invalidInput) { try await repository.configuration(key) }
  }
}
