import SourceCode
import SourceText
import Testing

@Suite struct LanguageTests {
  @Test(arguments: [
    ("a/b.swift", "", "swift"), ("Rakefile", "", "ruby"), ("tool", "#!/usr/bin/env python3.11\n", "python"),
    ("tool", "#!/bin/sh -e\n", "shellscript"), ("tool", "#!/usr/bin/env -S node --x\n", "javascript"),
    ("tool", "#! /usr/bin/env A=b ruby\n", "ruby"),
  ])
  func `a language is told by the extension, the name or the first line`(
    _ path: String, _ content: String, _ name: String
  ) throws {
    #expect(Language(path: try RelativePath(path), content: content.utf8)?.name == name)
    #expect(Language(named: name) != nil)
  }

  @Test(arguments: ["", "#!", "#!/usr/bin/env", "#!/usr/bin/perl", "text", "#!\n/bin/sh"])
  func `what names no known language has none`(_ content: String) throws {
    #expect(Language(path: try RelativePath("tool"), content: content.utf8) == nil)
  }

  @Test(arguments: [
    ("a.c", "c"), ("a.h", "cpp"), ("a.cc", "cpp"), ("a.m", "objective-c"), ("a.ts", "typescript"),
    ("a.tsx", "typescriptreact"), ("a.js", "javascript"), ("a.sh", "shellscript"), ("a.py", "python"),
  ])
  func `the protocol's name tells languages of one family apart`(_ path: String, _ identifier: String) throws {
    #expect(Language.identifier(of: try RelativePath(path)) == identifier)
  }

  @Test func `every language is found by its name`() {
    for language in Language.allCases { #expect(Language(named: language.name) == language) }
    #expect(Language(named: "cobol") == nil)
  }
}
