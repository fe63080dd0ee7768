import Testing

@testable import SwiftSource

/// A text as a rule leaves it when it is asked until it has nothing more to do.
func rewritten(
  _ text: String, _ rule: String, _ arguments: [String: String] = [:], path: String = "Sources/Toy/Toy.swift",
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> String {
  try #require(
    try rewritten([SourceFile(path: path, text: text)], rule, arguments, sourceLocation: sourceLocation)[path])
}

/// The same for several files, by path.
func rewritten(
  _ files: [SourceFile], _ rule: String, _ arguments: [String: String] = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> [String: String] {
  let rewriter = try SourceRewriters.rewriter(rule, arguments)
  var files = files
  for _ in 0..<10 {
    let outcome = rewriter.outcome(for: files, beside: [])
    if outcome.steps.isEmpty { return Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.text) }) }
    files = applied(outcome, to: files)
    for file in files {
      #expect(SwiftParse.faults(in: file.text) == 0, "\(file.text)", sourceLocation: sourceLocation)
    }
  }
  Issue.record("the rule \(rule) never ends", sourceLocation: sourceLocation)
  return [:]
}

/// Files with all steps of an outcome done.
func applied(_ outcome: RewriteOutcome, to files: [SourceFile]) -> [SourceFile] {
  let changes = outcome.steps.flatMap(\.changes)
  return files.map { file in
    let edits = changes.filter { $0.path == file.path }.flatMap(\.edits).sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    return SourceFile(path: file.path, text: SourceEdit.applied(edits, to: file.text))
  }
}

/// What a rule says that it left, without where.
func remarks(_ text: String, _ rule: String, _ arguments: [String: String] = [:]) throws -> [String] {
  let file = SourceFile(path: "Sources/Toy/Toy.swift", text: text)
  return try SourceRewriters.rewriter(rule, arguments).outcome(for: [file], beside: []).notes.map(\.text)
}
