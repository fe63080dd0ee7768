import Evidence
import SourceText
import Testing

@Suite struct ModeChangeTests {
  private static func change(
    _ path: String = "run", _ text: String, to mode: FileMode, with other: String? = nil
  ) -> TreeExample {
    let old: FileMode = mode == .executable ? .regular : .executable
    return TreeExample(
      "\(path) \(text.prefix(20)) \(mode)", [path: .init(text, old)], [path: .init(other ?? text, mode)])
  }

  @Test(arguments: [
    change("README.md", "# Title\n", to: .executable), change("src/main.rs", "#![allow(dead_code)]\n", to: .executable),
    change("a.c", "int a;\n", to: .executable), change("empty", "", to: .executable),
    change("run", "#!/bin/sh\n", to: .regular), change("run.py", "#! /usr/bin/env python3\nprint(1)\n", to: .regular),
    change("run", "#!/bin/sh\n", to: .regular, with: "#!/bin/sh\necho\n"),
  ])
  func `a bit that does not fit the content is reported`(_ example: TreeExample) async throws {
    #expect(try await example.findings(of: ModeChange()).count == 1)
  }

  @Test(arguments: [
    change("run", "#!/bin/sh\n", to: .executable), change("run", "a\n", to: .executable, with: "#!/bin/sh\n"),
    change("gradlew.bat", "@echo off\n", to: .executable), change("program", "\u{7F}ELF\0\u{1}", to: .executable),
    change("README.md", "# Title\n", to: .regular), change("main.rs", "#![no_std]\n", to: .regular),
    change("run.py", "#!/usr/bin/python\n", to: .regular, with: "import os\n"),
    TreeExample("added", [:], ["README.md": .init("a\n", .executable)]),
    TreeExample("deleted", ["run": .init("#!/bin/sh\n", .executable)], ["run": nil]),
    TreeExample("kept", ["a.md": .init("a\n", .executable)], ["a.md": .init("b\n", .executable)]),
    TreeExample("link", ["a": .init("b", .executable), "b": "x"], ["a": .init("b", .symbolicLink)]),
  ])
  func `a bit that fits, or was there before, is left alone`(_ example: TreeExample) async throws {
    #expect(try await example.findings(of: ModeChange()).isEmpty)
  }

  @Test func `a renamed file that gains the bit is reported`() async throws {
    let example = TreeExample(
      "renamed", ["a.md": "# A\n"], ["b.md": .init("# A\n", .executable)], renamed: ["b.md": "a.md"])
    #expect(try await example.findings(of: ModeChange()).map(\.location.path.string) == ["b.md"])
  }

  @Test func `many files with one cause are one finding`() async throws {
    let paths = (0..<9).map { "file\($0).md" }
    let example = TreeExample(
      "many", Dictionary(uniqueKeysWithValues: paths.map { ($0, .init($0)) }),
      Dictionary(uniqueKeysWithValues: paths.map { ($0, TreeExample.Entry($0, .executable)) }))
    let findings = try await example.findings(of: ModeChange())
    #expect(findings.count == 1)
    #expect(findings.first?.explanation.contains("8 other files") == true)
  }
}
