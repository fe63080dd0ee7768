import Evidence
import SourceText
import Testing

@Suite struct SubmoduleChangeTests {
  private static func list(_ address: String, path: String = "lib", name: String = "lib") -> TreeExample.Entry {
    .init("[submodule \"\(name)\"]\n\tpath = \(path)\n\turl = \(address)\n")
  }

  private static let address = "https://git.example.org/team/lib.git"
  private static let base: [String: TreeExample.Entry] = [
    ".gitmodules": list(address), "lib": .init("one", .submodule), "a.txt": "a\n",
  ]

  private static func example(_ name: String, _ changed: [String: TreeExample.Entry?]) -> TreeExample {
    TreeExample(name, base, changed)
  }

  @Test(
    arguments: [
      (example("moved beside a file", ["lib": .init("two", .submodule), "a.txt": "b\n"]), .low),
      (example("address", [".gitmodules": list("https://git.example.org/other/lib.git")]), .medium),
      (example("relative", [".gitmodules": list("../other.git")]), .medium),
      (
        example(
          "host and name",
          [
            ".gitmodules": list("git@example.com:team/lib.git", name: "renamed"), "lib": .init("two", .submodule),
          ]), .medium
      ),
      (example("no entry", ["other": .init("x", .submodule)]), .high),
      (example("file replaced", ["a.txt": .init("x", .submodule)]), .high),
      (example("entry gone", [".gitmodules": nil]), .high),
      (example("entry elsewhere", [".gitmodules": list(address, path: "libs")]), .high),
    ] as [(TreeExample, Severity)])
  func `a submodule that slips in, comes from elsewhere or has no address is reported`(
    _ example: TreeExample, _ severity: Severity
  ) async throws {
    #expect(try await example.findings(of: SubmoduleChange()).map(\.severity) == [severity])
  }

  @Test(arguments: [
    example("moved alone", ["lib": .init("two", .submodule)]),
    example("moved with its entry", ["lib": .init("two", .submodule), ".gitmodules": list(address + "/")]),
    example("removed", ["lib": nil, ".gitmodules": nil]),
    example("other file", ["a.txt": "b\n"]),
    example("other protocol", [".gitmodules": list("git@git.example.org:team/lib.git")]),
    example("no suffix", [".gitmodules": list("http://git.example.org/team/lib/")]),
    example("relative", [".gitmodules": list("../lib.git")]),
    example("renamed section", [".gitmodules": list(address, name: "other")]),
    example("a branch", [".gitmodules": .init(list(address).text + "\tbranch = main\n")]),
    example(
      "added",
      [
        "new": .init("x", .submodule),
        ".gitmodules": .init(list(address).text + list("https://example.org/new", path: "new", name: "new").text),
      ]),
    TreeExample(
      "no entry before", ["lib": .init("one", .submodule), "a.txt": "a\n"], ["lib": .init("two", .submodule)]),
  ])
  func `a move by itself and an address that leads to the same place are left alone`(_ example: TreeExample)
    async throws
  {
    #expect(try await example.findings(of: SubmoduleChange()).isEmpty)
  }

  @Test func `the finding stands on the line of the address`() async throws {
    let example = Self.example("address", [".gitmodules": Self.list("https://example.com/x")])
    let finding = try #require(try await example.findings(of: SubmoduleChange()).first)
    #expect(finding.location.lines == LineRange(3))
    #expect(finding.quote == "url = https://example.com/x")
  }
}
