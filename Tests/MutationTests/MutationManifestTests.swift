import Testing

@testable import Mutation

struct MutationManifestTests {
  @Test(arguments: [
    ("let package = Package(name: \"A\")", "package"), ("let it: Package = Package(\n  name: \"A\")", "it"),
    ("let p = PackageDescription.Package(name: \"A\")", "p"), ("var all: Package = .init(name: \"A\")", "all"),
    ("let targets = [Target]()\nlet package=Package(name: \"A\")", "package"),
  ])
  func `the package's variable is found`(text: String, expected: String) {
    #expect(MutationManifest.packageVariable(in: text) == expected)
  }

  @Test func `a manifest without a package is refused`() {
    #expect(MutationManifest.extended("let name = \"Package(\"", modules: ["A"]) == nil)
  }

  @Test(arguments: [
    ("// swift-tools-version:5.0\n", "// swift-tools-version:5.5\n"),
    ("// swift-tools-version: 5.9\n", "// swift-tools-version: 5.9\n"),
    ("// swift-tools-version:6.2\n", "// swift-tools-version:6.2\n"),
  ])
  func `an old version of the tools is raised`(before: String, after: String) throws {
    let text = try #require(
      MutationManifest.extended(before + "let package = Package(name: \"A\")\n", modules: ["A", "B"]))
    #expect(text.hasPrefix(after))
    #expect(text.contains(#"["A", "B"].contains"#))
  }
}
