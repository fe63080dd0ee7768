import Foundation
import TestSupport
import Testing

@testable import SwiftSource

/// Each rule over real files: this package's own, and in a full sweep more of them and two packages that it is built with.
@Suite(.timeLimit(.minutes(60)))
struct RewriterPropertyTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    .standardized

  /// Arguments for the rules that need some, chosen so that they find something here.
  private static let arguments: [String: [String: String]] = [
    "add-attribute": ["attribute": "@available(*, deprecated)", "kind": "function"],
    "add-modifier": ["modifier": "public", "access": "internal"],
    "argument-labels": ["from": "text(_:)", "to": "text(of:)"], "minimum-versions": ["minimum": "macOS 15, iOS 18"],
    "print-to-logger": ["logger": "logger.info"], "remove-attribute": ["attribute": "inlinable"],
    "remove-modifier": ["modifier": "package"], "rename": ["from": "is*", "to": "has*Property", "kind": "property"],
    "guard-exit": ["last": "2"], "group-members": ["alphabetical": "true"], "sendable": ["access": "all"],
  ]

  private static let files: [SourceFile] = {
    let own = sources(below: ["Sources"], every: Sweep.isFull ? 8 : 121)
    let packages = [".build/checkouts/swift-argument-parser", ".build/checkouts/Yams"]
    return Sweep.isFull ? own + sources(below: packages, every: 1) : own
  }()

  private static func sources(below folders: [String], every step: Int) -> [SourceFile] {
    var files: [SourceFile] = []
    for folder in folders {
      let paths = (FileManager.default.enumerator(atPath: root.path + "/" + folder)?.compactMap { $0 as? String } ?? [])
        .filter { $0.hasSuffix(".swift") }.sorted()
      for path in paths.enumerated().filter({ $0.offset % step == 0 }).map(\.element) {
        guard let text = try? String(contentsOfFile: "\(root.path)/\(folder)/\(path)", encoding: .utf8) else {
          continue
        }
        files.append(SourceFile(path: "\(folder)/\(path)", text: text))
      }
    }
    return files
  }

  @Test(arguments: SourceRewriters.descriptions)
  func `results parse and soon stay the same`(description: RewriterDescription) throws {
    let rewriter = try SourceRewriters.rewriter(description.name, Self.arguments[description.name] ?? [:])
    let start = ContinuousClock.now
    try #require(Self.files.count > 4)
    var counts = Counts()
    if description.reach == .file {
      for file in Self.files { counts.add(try check(rewriter, [file])) }
    } else {
      counts.add(try check(rewriter, Self.files))
    }
    if Sweep.isFull {
      print("\(description.name): \(Self.files.count) files, \(counts), \(ContinuousClock.now - start)")
    }
  }

  private struct Counts: CustomStringConvertible {
    var steps = 0
    var edits = 0
    var notes = 0
    var passes = 0

    mutating func add(_ other: Counts) {
      (steps, edits, notes) = (steps + other.steps, edits + other.edits, notes + other.notes)
      passes = max(passes, other.passes)
    }

    var description: String { "\(steps) steps, \(edits) edits, \(notes) notes, \(passes) passes" }
  }

  private func check(_ rewriter: any SourceRewriter, _ files: [SourceFile]) throws -> Counts {
    var (files, counts) = (files, Counts())
    while true {
      let outcome = rewriter.outcome(for: files, beside: [])
      if counts.passes == 0 {
        #expect(rewriter.outcome(for: files, beside: []) == outcome, "the same files give another outcome")
        counts.notes = outcome.notes.count
      }
      if outcome.steps.isEmpty { return counts }
      counts.passes += 1
      try #require(counts.passes < 12, "there is always more to do: \(outcome.steps.map(\.title).prefix(3))")
      counts.steps += outcome.steps.count
      for change in outcome.steps.flatMap(\.changes) {
        counts.edits += change.edits.count
        let file = try #require(files.first { $0.path == change.path })
        var end = 0
        for edit in change.edits {
          #expect(edit.range.lowerBound >= end && edit.range.upperBound <= file.text.utf8.count, "\(change.path)")
          end = edit.range.upperBound
        }
      }
      files = applied(outcome, to: files)
      for path in Set(outcome.steps.flatMap(\.changes).map(\.path)) {
        let file = try #require(files.first { $0.path == path })
        #expect(SwiftParse.faults(in: file.text) == 0, "\(path)")
      }
    }
  }
}
