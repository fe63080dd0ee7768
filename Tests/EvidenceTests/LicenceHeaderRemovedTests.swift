import Evidence
import SourceText
import Testing

@Suite struct LicenceHeaderRemovedTests {
  private static let spdx = "// SPDX-License-Identifier: MIT\n"
  private static let copyright = "/*\n * Copyright (c) 2019 Some Body\n * Licensed under the MIT License.\n */\n"
  private static let body = "let a = 1\nlet b = 2\n"

  private static func change(_ name: String, _ before: String, _ after: String, path: String = "a.swift") -> TreeExample
  {
    TreeExample(name, [path: .init(before)], [path: .init(after)])
  }

  @Test(arguments: [
    change("SPDX", spdx + body, body), change("copyright", copyright + body, body),
    change("behind #!", "#!/bin/sh\n# Copyright 2020 The Authors\n" + body, "#!/bin/sh\n" + body, path: "run"),
    change("for another comment", spdx + body, "// The file a\n" + body),
    change("one of two comments", spdx + "\n// About a\n" + body, "// About a\n" + body),
    change("Python", "# Copyright 2001-2024 A. U. Thor\n" + body, body, path: "a.py"),
    change("without star", "/*\nCopyright © Some Body\n*/\n" + body, body, path: "a.c"),
    TreeExample(
      "renamed", ["a.swift": .init(spdx + body)], ["b.swift": .init(body)], renamed: ["b.swift": "a.swift"]),
  ])
  func `a header that goes without another is reported`(_ example: TreeExample) async throws {
    let findings = try await example.findings(of: LicenceHeaderRemoved())
    #expect(findings.count == 1)
    #expect(findings.first?.location.side == .old)
  }

  @Test(arguments: [
    change("years", copyright + body, copyright.replacing("2019", with: "2019-2024") + body),
    change("holder", copyright + body, copyright.replacing("Some Body", with: "Any Body") + body),
    change("SPDX instead", copyright + body, spdx + body),
    change(
      "half of it", copyright + body, copyright.replacing(" * Licensed under the MIT License.\n", with: "") + body),
    change("moved down", spdx + body, "import A\n" + spdx + body),
    change("body only", spdx + body, spdx + "let a = 1\n"),
    change("not at the head", body + spdx, body),
    change("in code", "let license = \"MIT License\"\n" + body, body),
    change("a word", "// Reads the license of a file\n" + body, body),
    change("test data", spdx + body, body, path: "Tests/Snapshots/a.expected"),
    change("minified", copyright + body, body, path: "lib/a.min.js"),
    change("prose", "<!-- Copyright 2020 A -->\n# Title\n", "# Title\n", path: "README.md"),
    TreeExample("deleted", ["a.swift": .init(spdx + body)], ["a.swift": nil]),
    TreeExample("added", [:], ["a.swift": .init(body)]),
    TreeExample("for a link", ["a.c": .init(spdx + body), "b.c": "x"], ["a.c": .init("b.c", .symbolicLink)]),
  ])
  func `a header that changes, and what is none, are left alone`(_ example: TreeExample) async throws {
    #expect(try await example.findings(of: LicenceHeaderRemoved()).isEmpty)
  }

  @Test func `many files that lose their headers are one finding`() async throws {
    let paths = (0..<9).map { "file\($0).swift" }
    let example = TreeExample(
      "many", Dictionary(uniqueKeysWithValues: paths.map { ($0, .init(Self.spdx + $0)) }),
      Dictionary(uniqueKeysWithValues: paths.map { ($0, TreeExample.Entry($0)) }))
    let findings = try await example.findings(of: LicenceHeaderRemoved())
    #expect(findings.count == 1)
    #expect(findings.first?.explanation.contains("8 other files") == true)
  }
}
