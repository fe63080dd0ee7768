import Editing
import SourceText
import Verification

@testable import Refactoring

/// An engine that puts one word in the place of another: a step for each place, in the order of files and places.
struct ReplacingEngine: EditEngine {
  var name = "replace"
  let old: String
  let new: String

  /// What is put into some files in place of `new`.
  var exceptions: [String: String] = [:]

  /// What it proposes after a failure, one after the other.
  var repairs: [String] = []

  /// Whether all places of a file are one step.
  var isByFile = false

  func propose(_ scope: EditScope) async throws -> Proposal {
    var steps: [ProposedStep] = []
    for file in scope.files {
      guard let bytes = try scope.area.content(of: file, limit: 1 << 20) else { continue }
      let places = Self.places(of: old, in: bytes)
      let word = Array((exceptions[file.string] ?? new).utf8)
      let replacements = places.map { FileOperation.Replacement($0..<($0 + old.utf8.count), word) }
      let groups = isByFile ? (replacements.isEmpty ? [] : [replacements]) : replacements.map { [$0] }
      for group in groups {
        steps.append(
          ProposedStep(
            title: "Replace \(old) in \(file)",
            operations: [FileOperation(file, .edit(base: ContentHash(of: bytes), group))]))
      }
    }
    return Proposal(steps: steps)
  }

  var canRepair: Bool { !repairs.isEmpty }

  func repair(_ failure: StepFailure, in scope: EditScope) async throws -> ProposedStep? {
    guard failure.attempt <= repairs.count else { return nil }
    var step = failure.step
    step.operations = step.operations.map { operation in
      guard case .edit(let base, let replacements) = operation.action else { return operation }
      let words = Array(repairs[failure.attempt - 1].utf8)
      return FileOperation(
        operation.path, .edit(base: base, replacements.map { FileOperation.Replacement($0.range, words) }))
    }
    return step
  }

  static func places(of word: String, in bytes: [UInt8]) -> [Int] {
    let word = Array(word.utf8)
    guard bytes.count >= word.count else { return [] }
    return (0...(bytes.count - word.count)).filter { bytes[$0..<($0 + word.count)].elementsEqual(word) }
  }
}

extension ChangePlan {
  init(_ engines: any EditEngine..., passes: Int = 1) {
    self.init(name: "new-words", summary: "Says new in place of old.", engines: engines, passes: passes)
  }
}
