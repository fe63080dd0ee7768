import AgentDefinitions
import Foundation
import Testing

/// The built-in texts are generated and checked in; these tests fail when they are stale.
struct AgentDefinitionsTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../agents").standardized

  @Test func `the built-in texts are those of the folder agents`() throws {
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let markdown = files.filter { $0.pathExtension == "md" }
    #expect(Set(markdown.map { $0.deletingPathExtension().lastPathComponent }) == Set(AgentDefinitions.texts.keys))
    for file in markdown {
      let name = file.deletingPathExtension().lastPathComponent
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(AgentDefinitions.texts[name] == text, "run scripts/generate-agent-definitions")
    }
  }

  @Test func `the built-in prices are those of prices.yml`() throws {
    let text = try String(contentsOf: folder.appending(path: "../prices.yml").standardized, encoding: .utf8)
    #expect(AgentDefinitions.prices == text, "run scripts/generate-agent-definitions")
  }

  @Test func `the built-in recipes are those of the folder recipes`() throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: folder.appending(path: "../recipes").standardized, includingPropertiesForKeys: nil)
    #expect(Set(files.map { $0.deletingPathExtension().lastPathComponent }) == Set(AgentDefinitions.recipes.keys))
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      let name = file.deletingPathExtension().lastPathComponent
      #expect(AgentDefinitions.recipes[name] == text, "run scripts/generate-agent-definitions")
    }
  }
}
