import SourceText
import Testing
import Verification

@testable import Characterization
@testable import TestGeneration

struct RecordingFilterTests {
  /// Why no test is made of a call that uses something; nil when one is.
  private static func reason(
    _ touches: Set<RecordedTouch>, contract: Set<GenerationOptions.Resource> = [], regions reached: [Int: Int] = [0: 1]
  ) throws -> String? {
    let path = try RelativePath("Sources/Q/Q.swift")
    let table = RegionTable([
      CodeRegion(path: path, startLine: 1, startColumn: 1, endLine: 2, endColumn: 2): [[0: 1]]
    ])
    let selection = Selection(
      module: ProjectLayout.Module(name: "Q", path: try RelativePath("Sources/Q"), sources: [path], isTest: false),
      files: [path: nil], words: "Q")
    let filter = RecordingFilter(
      selection: selection, maker: RecordedTest(dialect: .swiftTesting, allowsExitTests: true), contract: contract)
    let recording = Recording(
      candidate: CallCandidate(subject: "now()", group: "now", call: "now()"),
      outcome: .returned(.literal("1", type: "Int")), observations: [], regions: table.vector(of: reached),
      instability: nil, touches: touches, duration: .zero)
    let (kept, rejections, _) = filter.keep([recording], regions: table)
    #expect(kept.count + rejections.count == 1)
    return rejections.first?.reason
  }

  @Test(arguments: [
    (RecordedTouch.clock, "reads the clock"), (.randomness, "asks for random bytes"), (.network, "opens a connection"),
    (.processes, "starts a process"), (.filesElsewhere, "changes files outside its folder"),
  ])
  func `what a test must not depend on is the reason`(touch: RecordedTouch, reason: String) throws {
    #expect(try Self.reason([touch]) == reason)
    #expect(try Self.reason([touch], regions: [:]) == reason)
  }

  @Test(arguments: [(RecordedTouch.clock, GenerationOptions.Resource.clock), (.randomness, .random)])
  func `what the module's contract is about is allowed, and nothing else`(
    touch: RecordedTouch, resource: GenerationOptions.Resource
  ) throws {
    #expect(try Self.reason([touch], contract: [resource]) == nil)
    #expect(try Self.reason([touch], contract: [.files]) != nil)
    #expect(try Self.reason([touch, .network], contract: [resource]) == "opens a connection")
  }

  @Test func `files are left in the folder that a test runs in only where files are the module's contract`() throws {
    #expect(try Self.reason([.files]) == "leaves files in the folder that it runs in")
    #expect(try Self.reason([.files], contract: [.files]) == nil)
  }
}
