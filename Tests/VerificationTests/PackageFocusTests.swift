import SourceText
import Testing

@testable import Verification

struct PackageFocusTests {
  private static func layout() throws -> ProjectLayout {
    func module(_ name: String, _ kind: ProjectLayout.Module.Kind, _ dependencies: String...) throws
      -> ProjectLayout.Module
    {
      ProjectLayout.Module(
        name: name, path: try RelativePath(name), sources: [], isTest: kind == .test, kind: kind,
        dependencies: dependencies)
    }
    return ProjectLayout(
      kind: .swiftPackage, name: "P",
      modules: [
        try module("A", .library, "Base"), try module("ATests", .test, "A", "Support"),
        try module("All", .library, "A"),
        try module("AllTests", .test, "All"), try module("B", .library, "Base"), try module("Base", .library),
        try module("Plugin", .plugin), try module("Support", .library),
      ], reasons: [])
  }

  @Test func `the tests that depend on a module by name stay, with what they need`() throws {
    let focus = PackageFocus(try Self.layout(), module: "A")
    #expect(focus.unneeded == ["All", "AllTests", "B"])
    #expect(focus.leftOutTests == ["AllTests"])
    let manifest = focus.applied(to: "let it = Package(name: \"P\")\n")
    #expect(manifest.contains("it.targets.removeAll { [\"All\", \"AllTests\", \"B\"].contains($0.name) }"))
  }

  @Test func `a manifest without a package, and one of which all is needed, stays as it is`() throws {
    #expect(PackageFocus(try Self.layout(), module: "A").applied(to: "let a = 1\n") == "let a = 1\n")
    let small = ProjectLayout(
      kind: .swiftPackage, name: "P",
      modules: [ProjectLayout.Module(name: "A", path: nil, sources: [], isTest: false)], reasons: [])
    #expect(PackageFocus(small, module: "A").applied(to: "let p = Package()\n") == "let p = Package()\n")
  }
}
