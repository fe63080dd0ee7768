import Testing

@testable import Characterization

struct LabManifestTests {
  @Test(arguments: [
    ("// swift-tools-version:5.9\nlet package = Package(name: \"A\")\n", "package"),
    ("// swift-tools-version:5.9\nvar p: Package = .init(name: \"A\")\n", "p"),
    ("// swift-tools-version:6.0\nlet  it = PackageDescription.Package(\n  name: \"A\")\n", "it"),
  ])
  func `the package is found under whatever name it has`(text: String, name: String) throws {
    let extended = try #require(LabManifest.extended(text, module: "M", purpose: .recording))
    #expect(extended.hasPrefix(text))
    #expect(extended.contains("\(name).targets.append(.executableTarget("))
    #expect(extended.contains(#"$0.name == "M""#))
  }

  @Test(arguments: ["", "// swift-tools-version:5.9\nprint(1)\n", "let a = 1\nlet b = dependencies(\"Package\")\n"])
  func `a manifest without a package cannot be extended`(text: String) {
    #expect(LabManifest.extended(text, module: "M", purpose: .recording) == nil)
  }

  @Test(arguments: [
    ("// swift-tools-version:4.2", "// swift-tools-version:5.5"),
    ("// swift-tools-version: 5.3.1", "// swift-tools-version:5.5"),
    ("//swift-tools-version:5.10", "//swift-tools-version:5.10"),
    ("// swift-tools-version:6.2;(x)", "// swift-tools-version:6.2;(x)"),
  ])
  func `an old language of manifests is raised, and no other`(line: String, first: String) throws {
    let text = "\(line)\nlet package = Package(name: \"A\")\n"
    let extended = try #require(LabManifest.extended(text, module: "M", purpose: .recording))
    #expect(extended.split(separator: "\n").first == Substring(first))
  }

  @Test func `what is counted depends on the purpose`() throws {
    let text = "// swift-tools-version:5.9\nlet package = Package(name: \"A\")\n"
    let recording = try #require(LabManifest.extended(text, module: "M", purpose: .recording))
    let mutants = try #require(LabManifest.extended(text, module: "M", purpose: .mutants))
    #expect(recording.contains("-profile-generate") && recording.contains("FULCRUM_COUNTERS"))
    #expect(!mutants.contains("-profile") && !mutants.contains("FULCRUM_COUNTERS"))
  }
}
