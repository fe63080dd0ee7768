import Testing

@testable import Characterization

struct CandidateSourceTests {
  private let pop = CallCandidate(
    subject: "Stack.pop()", group: "Stack", setup: ["var stack = Stack<Int>()", "stack.push(1)"], call: "stack.pop()",
    isThrowing: true, observations: ["stack.count"], imports: ["Foundation", "Stacks"])
  private let wait = CallCandidate(
    subject: "wait()", group: "wait", call: "wait()", hasValue: false, isAsync: true, actor: "MainActor")

  @Test func `a candidate is a function, and each of its lines is known to be its`() throws {
    let chunk = try #require(CandidateSource.chunks(of: [(0, pop), (3, wait)], module: "Stacks").first)
    let lines = chunk.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      chunk.text.hasPrefix(
        """
        @testable import Stacks
        import Foundation
        func fulcrumCandidate0() throws {
          var stack = Stack<Int>()
          stack.push(1)
          fulcrumCall();
          let result = try stack.pop()
          fulcrumValue(result)
          fulcrumObservation(try stack.count)
        }
        @MainActor
        func fulcrumCandidate3() async throws {
          fulcrumCall();
          await wait()
          fulcrumReturned()
        }

        """))
    #expect(chunk.owners.count == lines.count - 1)
    for (line, owner) in zip(lines, chunk.owners) {
      if line.contains("stack") { #expect(owner == 0) }
      if line.contains("wait") { #expect(owner == 3) }
      if line.contains("import") { #expect(owner == nil) }
    }
  }

  @Test func `a candidate stays in its file when others are dropped`() {
    let all = (0..<90).map { (number: $0, candidate: pop) }
    let before = CandidateSource.chunks(of: all, module: "Stacks")
    let after = CandidateSource.chunks(of: all.filter { $0.number != 3 }, module: "Stacks")
    #expect(before.map(\.name) == ["FulcrumChunk0.swift", "FulcrumChunk1.swift", "FulcrumChunk2.swift"])
    #expect(after.map(\.name) == before.map(\.name))
    #expect(after[0].text != before[0].text)
    #expect(after[1].text == before[1].text && after[2].text == before[2].text)
  }

  @Test func `errors go to the candidates that they are about`() throws {
    let chunks = CandidateSource.chunks(of: [(0, pop), (3, wait)], module: "Stacks")
    let output = CompilerOutput(
      """
      /x/FulcrumHarness/FulcrumLab/FulcrumChunk0.swift:4:7: error: cannot find 'Stack' in scope
      /x/FulcrumHarness/FulcrumLab/FulcrumChunk0.swift:5:3: error: another
      /x/FulcrumHarness/FulcrumLab/FulcrumChunk0.swift:13:3: warning: never mind
      /x/Sources/Stacks/Stack.swift:3:4: error: the module's own
      """, area: "/x", chunks: chunks)
    #expect(output.faults == [0: "cannot find 'Stack' in scope"])
    #expect(output.other == "Sources/Stacks/Stack.swift:3: the module's own")
    let crash = CompilerOutput(
      "1.\tSwift version 6.3.1\n4.\tWhile type-checking 'fulcrumCandidate3()' (at /x/FulcrumChunk0.swift:12:1)\n",
      area: "/x", chunks: chunks)
    #expect(crash.faults.keys.sorted() == [3])
    let link = CompilerOutput("error: link command failed with exit code 1\n", area: "/x", chunks: chunks)
    #expect(link.faults.isEmpty && link.other == "link command failed with exit code 1")
  }
}
