import Editing
import SourceText
import TestSupport
import Testing

@testable import Refactoring

/// Steps that follow others of the same proposal.
struct StepRebaseTests {
  private func step(_ path: String, _ replacements: (Range<Int>, String)...) throws -> ProposedStep {
    ProposedStep(
      title: "a step",
      operations: [
        FileOperation(
          try RelativePath(path),
          .edit(
            base: ContentHash(of: "before"),
            replacements.map { FileOperation.Replacement($0.0, Array($0.1.utf8)) }))
      ])
  }

  private func ranges(_ operations: [FileOperation]?) -> [Range<Int>]? {
    operations?.flatMap { operation -> [Range<Int>] in
      if case .edit(_, let replacements) = operation.action { replacements.map(\.range) } else { [] }
    }
  }

  @Test func `places move by what was put before them`() throws {
    var rebase = StepRebase()
    rebase.accept(try step("a", (0..<3, "longer"), (10..<12, "")))
    rebase.accept(try step("b", (0..<1, "other file")))
    let hash = ContentHash(of: "now")
    let operations = rebase.operations(of: try step("a", (5..<6, "x"), (20..<20, "y"))) { _ in hash }
    #expect(ranges(operations) == [8..<9, 21..<21])
    guard case .edit(let base, _)? = operations?.first?.action else { return #expect(Bool(false)) }
    #expect(base == hash)
  }

  @Test(arguments: [
    (0..<4, false), (2..<2, false), (3..<3, true), (3..<5, true), (0..<0, false), (5..<5, false), (4..<6, false),
  ])
  func `what overlaps, or inserts at one place, waits`(range: Range<Int>, isPossible: Bool) throws {
    var rebase = StepRebase()
    rebase.accept(try step("a", (0..<3, "x"), (5..<5, "inserted")))
    let operations = try rebase.operations(of: step("a", (range, "y"))) { _ in ContentHash(of: "now") }
    #expect((operations != nil) == isPossible)
  }

  @Test func `a file that was made, moved or removed is left to the next round`() throws {
    let (hash, a, b) = (ContentHash(of: "before"), try RelativePath("a"), try RelativePath("b"))
    var rebase = StepRebase()
    rebase.accept(ProposedStep(title: "a step", operations: [FileOperation(a, .move(base: hash, to: b))]))
    for operation in [
      FileOperation(a, .edit(base: hash, [])), FileOperation(b, .delete(base: hash)),
      FileOperation(try RelativePath("c"), .move(base: hash, to: b)),
    ] {
      let step = ProposedStep(title: "another", operations: [operation])
      #expect(rebase.operations(of: step) { _ in hash } == nil)
    }
  }

  @Test(arguments: Sweep.seeds(sample: 50, full: 2_000))
  func `steps one after the other make what all of them make at once`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let text = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    var steps: [FileOperation.Replacement] = []
    var start = 0
    while start < text.count {
      let end = min(text.count, start + Int.random(in: 1...4, using: &random))
      if Bool.random(using: &random) {
        let word = Array(repeating: UInt8(ascii: "X"), count: Int.random(in: 0...6, using: &random))
        steps.append(FileOperation.Replacement(start..<end, word))
      }
      start = end
    }
    var whole = text
    for replacement in steps.reversed() { whole.replaceSubrange(replacement.range, with: replacement.bytes) }
    var (piecewise, rebase) = (text, StepRebase())
    for replacement in steps.shuffled(using: &random) {
      let one = ProposedStep(
        title: "", operations: [FileOperation(try RelativePath("a"), .edit(base: ContentHash(of: text), [replacement]))]
      )
      let range = try #require(ranges(rebase.operations(of: one) { _ in ContentHash(of: piecewise) })?.first)
      piecewise.replaceSubrange(range, with: replacement.bytes)
      rebase.accept(one)
    }
    #expect(piecewise == whole)
  }
}
