import Foundation
import SourceText
import TestSupport

@testable import Git

/// A real repository with branches, merges, renames, binary files, links and odd names, made by chance.
struct RandomHistory {
  let builder: RepositoryBuilder
  private(set) var commits: [ObjectID] = []
  private var dice: SeededGenerator
  private var files: Set<String> = []
  private var count = 0

  init(seed: UInt64) throws {
    dice = SeededGenerator(seed: seed)
    builder = try RepositoryBuilder()
    try builder.git("config", "core.hooksPath", "elsewhere")
  }

  /// Adds commits, at the end something that is staged only, and something that is not even staged.
  mutating func grow(commits wanted: Int) throws {
    for step in 0..<wanted {
      for _ in 0..<Int.random(in: 1...5, using: &dice) { try change() }
      commits.append(try builder.commit("commit \(step)\n\nwith a body\n"))
      if step == wanted / 3 {
        try builder.git("tag", "--annotate", "--message", "a tag", "v1")
        try builder.git("branch", "side", "HEAD~1")
      }
    }
    try builder.git("merge", "--quiet", "--strategy=ours", "--message", "merge", "side")
    commits.append(try builder.id(of: "HEAD"))
    for _ in 0..<4 { try change() }
    try builder.git("add", "--all")
    try builder.write(".gitignore", "*.ignored\n")
    try builder.write("a/b.ignored", "ignored\n")
    for _ in 0..<6 { try change() }
  }

  /// Does something to one file of the work tree.
  mutating func change() throws {
    count += 1
    let old = files.sorted().randomElement(using: &dice)
    switch (Int.random(in: 0..<12, using: &dice), old) {
    case (0, let old?):
      try builder.remove(old)
      files.remove(old)
    case (1, let old?), (2, let old?):
      let new = "\(folder())moved-\(count)"
      let url = URL(filePath: "\(builder.path)/\(new)")
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.moveItem(atPath: "\(builder.path)/\(old)", toPath: url.path)
      files.remove(old)
      files.insert(new)
      if Bool.random(using: &dice) { try edit(new) }
    case (3...6, let old?): try edit(old)
    case (7, let old?) where !isLink(old):
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(builder.path)/\(old)")
    case (8, _):
      let name = "\(folder())link-\(count)"
      try builder.write("\(name).beside", "")
      try FileManager.default.createSymbolicLink(
        atPath: "\(builder.path)/\(name)", withDestinationPath: "target \(count)")
      files.formUnion([name, "\(name).beside"])
    case (9, _):
      let bytes = (0..<Int.random(in: 0...900, using: &dice)).map { _ in UInt8.random(in: .min ... .max, using: &dice) }
      try write("binary-\(count)", bytes)
    default:
      let lines = (0..<Int.random(in: 0...60, using: &dice)).map {
        "line \($0) \(UInt8.random(in: 0...99, using: &dice))"
      }
      try write("f-\(count)", Array(lines.joined(separator: ["\n", "\r\n"].randomElement(using: &dice) ?? "").utf8))
    }
  }

  private mutating func folder() -> String {
    ["", "a/", "a/b/", "c d/", "ü/\"q\"/"].randomElement(using: &dice) ?? ""
  }

  private mutating func write(_ name: String, _ bytes: [UInt8]) throws {
    let path = folder() + name
    try builder.write(path, bytes: bytes)
    files.insert(path)
  }

  private func isLink(_ file: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(builder.path)/\(file)")) != nil
  }

  private mutating func edit(_ file: String) throws {
    if isLink(file) { return }
    var lines = try Data(contentsOf: URL(filePath: "\(builder.path)/\(file)")).split(separator: 10)
    for _ in 0..<Int.random(in: 1...20, using: &dice) {
      let position = Int.random(in: 0...lines.count, using: &dice)
      if position < lines.count, Bool.random(using: &dice) {
        lines.remove(at: position)
      } else {
        lines.insert(Data("  new \(UInt8.random(in: 0...9, using: &dice)) {".utf8), at: position)
      }
    }
    var bytes = Array(lines.joined(separator: [10]))
    if Bool.random(using: &dice) { bytes.append(10) }
    try builder.write(file, bytes: bytes)
  }
}
