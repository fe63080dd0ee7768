import SourceText
import Testing
import Verification

@testable import Mutation

struct MutationManifestTests {
  @Test(arguments: [
    ("let package = Package(name: \"A\")", "package"), ("let it: Package = Package(\n  name: \"A\")", "it"),
    ("let p = PackageDescription.Package(name: \"A\")", "p"), ("var all: Package = .init(name: \"A\")", "all"),
    ("let targets = [Target]()\nlet package=Package(name: \"A\")", "package"),
  ])
  func `the package's variable is found`(text: String, expected: String) {
    #expect(PackageManifests.variable(in: text) == expected)
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

  @Test func `what no test of the modules needs is left out`() throws {
    func module(
      _ name: String, _ kind: ProjectLayout.Module.Kind, _ dependencies: String...
    ) throws -> ProjectLayout.Module {
      ProjectLayout.Module(
        name: name, path: try RelativePath(name), sources: [], isTest: kind == .test, kind: kind,
        dependencies: dependencies)
    }
    let layout = ProjectLayout(
      kind: .swiftPackage, name: "P",
      modules: [
        try module("A", .library, "Base"), try module("ATests", .test, "Support"), try module("B", .library, "Base"),
        try module("BTests", .test, "B"), try module("Base", .library), try module("Macro", .macro),
        try module("Support", .library, "A", "C"), try module("C", .library), try module("tool", .executable, "B"),
      ], reasons: [])
    #expect(MutationManifest.unneeded(layout, modules: ["A"]) == ["B", "BTests", "tool"])
    #expect(MutationManifest.unneeded(layout, modules: ["Base"]) == ["tool"])
    let text = try #require(MutationManifest.extended("let p = Package(name: \"P\")", modules: ["A"], without: ["B"]))
    #expect(text.contains(#"p.targets.removeAll { ["B"].contains"#))
  }
}
