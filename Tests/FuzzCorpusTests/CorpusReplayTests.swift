import Foundation
import FuzzEditOracle
import FuzzOracles
import FuzzRecipeOracle
import SourceText
import Testing

/// What the fuzzer found worth keeping, and what once broke, is looked at in every test run.
@Suite struct CorpusReplayTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fuzz").standardized

  /// Each fuzz target and what its function calls.
  private static let oracles: [String: @Sendable ([UInt8]) throws -> Void] = [
    "fuzz-edit": EditOracle().check,
    "fuzz-framing": FramingOracle().check,
    "fuzz-glob": GlobOracle().check,
    "fuzz-json": JSONOracle().check,
    "fuzz-patch": PatchOracle().check,
    "fuzz-path": PathOracle().check,
    "fuzz-recipe": RecipeOracle().check,
    "fuzz-redactor": RedactionOracle().check,
  ]

  @Test(.timeLimit(.minutes(2)), arguments: oracles.keys.sorted())
  func `no oracle objects to a seed`(target: String) throws {
    let oracle = try #require(Self.oracles[target])
    let seeds = try Self.seeds(of: target)
    #expect(!seeds.isEmpty)
    for (name, bytes) in seeds {
      #expect(throws: Never.self, "\(target)/\(name)") { try oracle(bytes) }
    }
  }

  @Test func `every target has a corpus, which is small`() throws {
    let targets = try Self.names(in: "Targets")
    #expect(targets == Self.oracles.keys.sorted())
    #expect(try targets == Self.names(in: "Corpus"))
    for target in targets {
      #expect(try Self.seeds(of: target).map(\.bytes.count).reduce(0, +) < 100_000, "\(target)")
    }
  }

  static func seeds(of target: String) throws -> [(name: String, bytes: [UInt8])] {
    try names(in: "Corpus/\(target)").map { name in
      (name, Array(try Data(contentsOf: root.appending(path: "Corpus/\(target)/\(name)"))))
    }
  }

  private static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
      .filter { !$0.hasPrefix(".") }.sorted()
  }
}
