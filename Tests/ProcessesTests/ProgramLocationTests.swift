import Foundation
import Processes
import TestSupport
import Testing

@Suite struct ProgramLocationTests {
  private func make(_ path: String, _ text: String = "#!/bin/sh\n") throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  private func link(_ path: String, to target: String) throws {
    try FileManager.default.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }

  @Test func `what belongs to the system needs no naming`() throws {
    let location = try ProgramLocation(finding: "sh", in: [], home: nil)
    #expect(["/usr/bin/sh", "/bin/sh"].contains(location.path))
    #expect(location.readable.isEmpty)
  }

  @Test func `a toolchain is readable as a whole, also behind links`() throws {
    let folder = try TemporaryFolder()
    try make(folder.path + "/tools/usr/bin/real")
    try link(folder.path + "/tools/usr/bin/tool", to: "real")
    try link(folder.path + "/links/tool", to: "../tools/usr/bin/tool")
    let location = try ProgramLocation(finding: "tool", in: [folder.path + "/links"], home: nil)
    #expect(location.path == folder.path + "/links/tool")
    #expect(Set(location.readable).isSuperset(of: [folder.path + "/links", folder.path + "/tools/usr"]))
    #expect(location.folders.contains(folder.path + "/tools/usr/bin"))
  }

  @Test func `of a home folder only programs and libraries are readable`() throws {
    let folder = try TemporaryFolder()
    let home = folder.path + "/home"
    for place in ["bin", ".local/bin"] {
      try make("\(home)/\(place)/tool")
      let library = "\(home)/\(place)/../lib"
      try FileManager.default.createDirectory(atPath: library, withIntermediateDirectories: true)
      let readable = try ProgramLocation(finding: "\(home)/\(place)/tool", in: [], home: home).readable
      let prefix = place == "bin" ? home : home + "/.local"
      #expect(Set(readable) == ["\(prefix)/bin", "\(prefix)/lib"])
    }
    try make(home + "/scripts/tool")
    #expect(
      try ProgramLocation(finding: home + "/scripts/tool", in: [], home: home).readable == [home + "/scripts/tool"])
    try make(home + "/.pyenv/shims/tool")
    #expect(
      try ProgramLocation(finding: home + "/.pyenv/shims/tool", in: [], home: home).readable == [home + "/.pyenv"])
  }

  @Test func `a script's interpreter is readable, and a virtual environment's Python`() throws {
    let folder = try TemporaryFolder()
    let python = folder.path + "/python"
    try make(python + "/bin/python3.12", "\u{7f}ELF")
    try link(folder.path + "/venv/bin/python", to: python + "/bin/python3.12")
    try "home = x".write(toFile: folder.path + "/venv/pyvenv.cfg", atomically: true, encoding: .utf8)
    for text in ["#!\(folder.path)/venv/bin/python\n", "\u{7f}ELF", "#!/usr/bin/env -S python\n"] {
      try make(folder.path + "/venv/bin/tool", text)
      let readable = try ProgramLocation(
        finding: folder.path + "/venv/bin/tool", in: [folder.path + "/venv/bin"], home: nil
      ).readable
      #expect(Set(readable).isSuperset(of: [folder.path + "/venv", python]), "\(text): \(readable)")
    }
  }

  @Test(arguments: ["", "a/b", "./a", "no-such-program", "/nowhere/a", "/usr", "a\u{0}"])
  func `what is no program is refused`(name: String) {
    #expect(throws: ProcessError.self) { try ProgramLocation(finding: name, in: ["relative"], home: nil) }
  }
}
