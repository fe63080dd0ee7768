import SourceText
import Testing

@testable import Verification

/// What Swift's test libraries and compiler write, as they wrote it.
struct SwiftLogTests {
  @Test func `a stream of events that breaks off names what was going on`() {
    let text = #"""
      {"kind":"test","payload":{"id":"M.Sizes","kind":"suite","name":"Sizes"},"version":0}
      {"kind":"test","payload":{"id":"M.Sizes\/size(_:)\/T.swift:7:4","isParameterized":true,"kind":"function","name":"size(_:)"},"version":0}
      {"kind":"test","payload":{"id":"M.a()\/T.swift:9:4","kind":"function","name":"a()"},"version":0}
      {"kind":"test","payload":{"id":"M.b()\/T.swift:9:4","kind":"function","name":"b()"},"version":0}
      {"kind":"event","payload":{"instant":{"absolute":10.0},"kind":"testStarted","messages":[],"testID":"M.Sizes"},"version":0}
      {"kind":"event","payload":{"instant":{"absolute":10.5},"kind":"testStarted","messages":[],"testID":"M.Sizes\/size(_:)\/T.swift:7:4"},"version":0}
      {"kind":"event","payload":{"instant":{"absolute":10.6},"kind":"testStarted","messages":[],"testID":"M.a()\/T.swift:9:4"},"version":0}
      {"kind":"event","payload":{"instant":{"absolute":10.7},"kind":"issueRecorded","issue":{"isKnown":true},"messages":[{"symbol":"difference","text":"known"}],"testID":"M.a()\/T.swift:9:4"},"version":0}
      {"kind":"event","payload":{"instant":{"absolute":10.7},"kind":"issueRecorded","issue":{"isKnown":false,"sourceLocation":{"_filePath":"\/area\/Tests\/T.swift","line":3}},"messages":[{"symbol":"fail","text":"one"},{"symbol":"details","text":"two"}]},"version":0}
      {"kind":"event","payload":{"instant":{"absolute":11.0},"kind":"testEnded","messages":[{"symbol":"pass","text":"x"}],"testID":"M.a()\/T.swift:9:4"},"version":0}
      {"kind":"event","payload":{"instant":{"absolute":11.0},"kind":"testStarted","messages":[],"testID":"M.b()\/T.swift:9:4"},"version":0}
      {"kind":"event","payload":{"insta
      """#
    let log = SwiftTestingLog(Array(text.utf8), area: "/area")
    #expect(log.planned == ["M.Sizes/size(_:)", "M.a()", "M.b()"])
    #expect(log.inFlight == ["M.Sizes/size(_:)", "M.b()"])
    #expect(!log.isComplete)
    #expect(log.results.map(\.status) == [.passed] && log.results.map(\.name) == ["M.a()"])
    #expect(log.results[0].duration > .milliseconds(390) && log.results[0].duration < .milliseconds(410))
    #expect(log.strayFailures == ["Tests/T.swift:3: one\ntwo"])
  }

  @Test(arguments: [
    ("M.a()/T.swift:9:4", "M.a()"), ("M.S/`a/b c`()/T.swift:9:4", "M.S/`a/b c`()"), ("M.S", "M.S"), ("M.S/T", "M.S/T"),
    ("M.S/`x.swift:1:2`()", "M.S/`x.swift:1:2`()"),
  ])
  func `a test's name is its identifier without its place`(id: String, name: String) {
    #expect(SwiftTestingLog.name(of: id) == name)
  }

  @Test func `XCTest's lines tell results, also behind what a test wrote, and of two classes of one name`() {
    let text = """
      Test Suite 'All tests' started at 2026-11-25 23:58:40.101
      Test Case 'Old.testA' started at 2026-11-25 23:58:40.127
      /area/Tests/Old.swift:5: error: Old.testA : XCTAssertEqual failed: ("1") is not equal to ("2") - what
      is this
      Test Case 'Old.testA' failed (0.25 seconds)
      Test Case 'Old.testB' started at 2026-11-25 23:58:40.242
      /area/Tests/Old.swift:6: Old.testB : Test skipped - nah
      Test Case 'Old.testB' skipped (0.0 seconds)
      Test Case 'Old.testA' started at 2026-11-25 23:58:41.127
      no line endTest Case 'Old.testA' passed (0.1 seconds)
      Test Case 'Old.testC' started at 2026-11-25 23:58:41.127
      Fatal error: bang
      """
    let tests = ["M.Old/testA", "M.Old/testB", "N.Old/testA", "N.Old/testC"]
    let log = XCTestLog(text, tests: tests, area: "/area")
    #expect(log.results.map(\.name) == ["M.Old/testA", "M.Old/testB", "N.Old/testA"])
    #expect(log.results.map(\.status) == [.failed, .skipped, .passed])
    #expect(
      log.results[0].message.hasPrefix("Tests/Old.swift:5: error:") && log.results[0].message.hasSuffix("\nis this"))
    #expect(log.results[0].duration == .milliseconds(250))
    #expect(log.inFlight == "N.Old/testC" && !log.isComplete)
    let mac = """
      Test Case '-[M.Old testA]' started.
      Test Case '-[M.Old testA]' passed (0.001 seconds).
      Test Suite 'Selected tests' passed at 2026-11-25 23:58:42.000.
      """
    let apple = XCTestLog(mac, tests: tests, area: "/area")
    #expect(apple.results.map(\.name) == ["M.Old/testA"] && apple.isComplete && apple.inFlight == nil)
  }

  @Test(arguments: [
    ("M", "M.a()", true), ("M.S", "M.S/a()", true), ("M.S/a()", "M.S/a()", true), ("M.S", "M.Sizes/a()", false),
    ("M.S/a", "M.S/a()", false), ("tests/test_a.py", "tests/test_a.py::test_b", true), ("t.py::b", "t.py::b[1]", true),
    ("t.py::b[1]", "t.py::b", false), ("", "M.a()", false),
  ])
  func `a request means a test, or what it stands in`(name: String, test: String, isMeant: Bool) {
    #expect(TestSelection.covers(name, test) == isMeant)
  }

  @Test func `a pattern means one test, whatever its name holds`() throws {
    let name = "M.Sizes/`a (b) [c] $1 ^ x|y`()"
    let pattern = try Regex(SwiftTestProgram.pattern(name))
    #expect(name.firstMatch(of: pattern) != nil)
    #expect((name + "/T.swift:1:2").firstMatch(of: pattern) != nil)
    #expect((name + "2").firstMatch(of: pattern) == nil && ("X" + name).firstMatch(of: pattern) == nil)
  }

  @Test func `diagnostics come once each, with a path inside the work area`() throws {
    let text = """
      [3/9] Compiling Toy a.swift
      /area/Sources/Toy/a.swift:5:7: error: cannot find 'x' in scope
       5 | let y = x
         |         `- error: cannot find 'x' in scope
      /area/Sources/Toy/a.swift:5:7: error: cannot find 'x' in scope
      /usr/include/stdio.h:9: warning: old: very old
      <unknown>:0: error: unable to execute command
      src/b.c:2:1: note: declared here
      error: fatalError
      note: no place
      an error: not one
      """
    let found = CompilerDiagnostic.all(in: text, area: "/area")
    let path = try RelativePath("Sources/Toy/a.swift")
    #expect(
      found == [
        CompilerDiagnostic(kind: .error, path: path, line: 5, column: 7, message: "cannot find 'x' in scope"),
        CompilerDiagnostic(kind: .warning, path: nil, line: 9, column: 0, message: "old: very old"),
        CompilerDiagnostic(
          kind: .note, path: try RelativePath("src/b.c"), line: 2, column: 1, message: "declared here"),
        CompilerDiagnostic(kind: .error, path: nil, line: 0, column: 0, message: "fatalError"),
      ])
  }

  @Test(
    arguments: [
      ("import Testing", [.swiftTesting]), ("@testable import XCTest // x", [.xctest]),
      ("  internal import class XCTest.XCTestCase\nimport Testing;", [.swiftTesting, .xctest]),
      ("// import Testing", []), ("import TestingKit", []), ("let x = \"import XCTest\"", []),
    ] as [(String, Set<ProjectLayout.TestFramework>)])
  func `test libraries are told by what is imported`(text: String, libraries: Set<ProjectLayout.TestFramework>) {
    #expect(SwiftFrameworks.imported(in: text) == libraries)
  }

  @Test func `a package is described with its targets of every kind`() throws {
    let text = """
      warning: something
      {"name": "toy", "manifest_display_name": "Toy", "tools_version": "6.0", "products": [
      {"name": "Toy", "targets": ["Toy"], "type": {"library": ["automatic"]}}], "targets": [
      {"c99name": "C", "module_type": "ClangTarget", "name": "C", "path": "Sources/C", "sources": ["a.c"], "type": "library"},
      {"module_type": "SwiftTarget", "name": "Toy", "path": "Sources/Toy", "sources": ["b.swift", "In/a.swift"], "type": "library",
       "resources": [{"path": "/x/data.txt", "rule": {"copy": {}}}], "target_dependencies": ["M", "C"]},
      {"module_type": "SwiftTarget", "name": "M", "path": "Macros", "sources": ["m.swift"], "type": "macro"},
      {"module_type": "PluginTarget", "name": "P", "path": "Plugins/P", "sources": ["p.swift"], "type": "plugin"},
      {"module_type": "SystemLibraryTarget", "name": "S", "path": "Sources/S", "sources": [], "type": "system-target"},
      {"module_type": "SwiftTarget", "name": "Root", "path": ".", "sources": ["r.swift"], "type": "executable"},
      {"module_type": "SwiftTarget", "name": "T", "path": "Tests/T", "sources": ["t.swift"], "type": "test"}]}
      """
    let description = try SwiftPackageDescription(json: text)
    #expect(description.name == "Toy")
    let modules = description.modules
    #expect(modules.map(\.name) == ["C", "M", "P", "Root", "S", "T", "Toy"])
    #expect(modules.map(\.kind) == [.library, .macro, .plugin, .executable, .system, .test, .library])
    #expect(modules.map(\.isNative) == [false, true, false, true, false, true, true])
    let toy = try #require(modules.last)
    #expect(toy.sources.map(\.string) == ["Sources/Toy/In/a.swift", "Sources/Toy/b.swift"])
    #expect(toy.hasResources && toy.dependencies == ["C", "M"])
    #expect(modules[3].path == nil && modules[3].sources.map(\.string) == ["r.swift"])
    let layout = ProjectLayout(kind: .swiftPackage, name: "Toy", modules: modules, reasons: [])
    for (file, isMeasured) in [
      ("Sources/Toy/b.swift", true), ("Tests/T/t.swift", false), ("r.swift", true), (".build/x.swift", false),
    ] { #expect(layout.isMeasured(try RelativePath(file)) == isMeasured, "\(file)") }
    for bad in ["", "{}", "{\"name\": 1}", "[]"] {
      #expect(throws: VerificationError.self) { try SwiftPackageDescription(json: bad) }
    }
    let manifest = """
      {"dependencies": [{"sourceControl": [{"identity": "swift-log", "location": {}}]}, {"fileSystem": [{"identity": "near"}]},
      {"registry": [{"identity": "a.b"}]}]}
      """
    #expect(try SwiftPackageDescription.fetchedDependencies(manifest: manifest) == ["a.b", "swift-log"])
  }
}
