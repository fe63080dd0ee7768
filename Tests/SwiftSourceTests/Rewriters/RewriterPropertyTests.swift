import Foundation
import TestSupport
import Testing

@testable import SwiftSource

/// Each rule over real files: this package's own, and in a full sweep more of them and other packages.
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

  /// Each package by itself, since a rule for projects may look at all of one.
  ///
  /// A full sweep takes the packages that this one is built with, and those in the folders of `FULCRUM_SWEEP_PACKAGES`
  /// (absolute paths, with colons between them).
  private static let packages: [(name: String, files: [SourceFile])] = {
    let own = ("own", sources(below: root.path + "/Sources", every: Sweep.isFull ? 20 : 121))
    guard Sweep.isFull else { return [own] }
    let variable = ProcessInfo.processInfo.environment["FULCRUM_SWEEP_PACKAGES"] ?? ""
    let folders = [root.path + "/.build/checkouts"] + variable.split(separator: ":").map(String.init)
    let packages = folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().map { "\(folder)/\($0)" }
    }
    return [own]
      + packages.map { path in
        let count = (paths(below: path).count + countLimit - 1) / countLimit
        return (URL(filePath: path).lastPathComponent, sources(below: path, every: max(1, count)))
      }
  }()

  /// Files of a package that a sweep looks at: of a larger one, every second, third and so on.
  private static let countLimit = 60

  private static func paths(below folder: String) -> [String] {
    (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".swift") && !$0.contains(".build/") }.sorted()
  }

  private static func sources(below folder: String, every step: Int) -> [SourceFile] {
    paths(below: folder).enumerated().filter { $0.offset % step == 0 }.compactMap { path in
      guard let text = try? String(contentsOfFile: "\(folder)/\(path.element)", encoding: .utf8) else { return nil }
      return SourceFile(path: path.element, text: text)
    }
  }

  @Test(arguments: SourceRewriters.descriptions)
  func `results parse, change what is promised, and soon stay the same`(description: RewriterDescription) throws {
    let rewriter = try SourceRewriters.rewriter(description.name, Self.arguments[description.name] ?? [:])
    let promise = RewriterPromise.all[description.name]
    try #require(Self.packages.first.map { $0.files.count > 4 } == true)
    for (name, files) in Self.packages where !files.isEmpty {
      let start = ContinuousClock.now
      var counts = Counts()
      if description.reach == .file {
        for file in files { counts.add(try check(rewriter, [file], promise)) }
      } else {
        counts.add(try check(rewriter, files, promise))
      }
      if Sweep.isFull {
        print("\(description.name) \(name): \(files.count) files, \(counts), \(ContinuousClock.now - start)")
      }
    }
  }

  @Test func `every rule that is known has its promise`() {
    #expect(RewriterPromise.all.keys.sorted() == SourceRewriters.descriptions.map(\.name).sorted())
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

  private func check(
    _ rewriter: any SourceRewriter, _ files: [SourceFile], _ promise: RewriterPromise?
  ) throws -> Counts {
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
      let before = files
      files = applied(outcome, to: files)
      for path in Set(outcome.steps.flatMap(\.changes).map(\.path)) {
        let file = try #require(files.first { $0.path == path })
        let old = try #require(before.first { $0.path == path })
        #expect(SwiftParse.faults(in: file.text) == 0, "\(path)")
        let broken = promise?.violation(old.text, file.text)
        #expect(broken == nil, "\(path)")
      }
    }
  }
}
