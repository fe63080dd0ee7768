import Testing

@testable import SwiftSource

struct ManifestTargetTests {
  @Test func `a target is added behind the last one, with its indentation`() throws {
    let manifest = """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
          name: "queue",
          targets: [
              .target(name: "Queue")
          ]
      )

      """
    let text = try #require(ManifestTarget.adding(tests: "QueueTests", of: "Queue", to: manifest))
    #expect(
      text.contains(
        """
                .target(name: "Queue"),
                .testTarget(name: "QueueTests", dependencies: ["Queue"])
            ]
        """))
  }

  @Test(arguments: [
    ("Package(name: \"q\", targets: [.target(name: \"Q\"),])", true),
    ("Package(name: \"q\", targets: [])", true),
    ("Package(name: \"q\", targets: targets)", false), ("let a = 1", false), ("Package(", false),
  ])
  func `a list of targets is needed`(manifest: String, isFound: Bool) {
    let text = ManifestTarget.adding(tests: "QTests", of: "Q", to: manifest)
    #expect((text != nil) == isFound)
    if let text { #expect(SwiftParse.faults(in: text) == 0) }
  }
}
