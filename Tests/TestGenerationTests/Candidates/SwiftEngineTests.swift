import Characterization
import SwiftSource
import Testing

@testable import TestGeneration

struct SwiftEngineTests {
  let engine: SwiftEngine
  let proposal: SwiftEngine.Proposal

  /// Made once for all tests.
  private static let made = Result {
    let engine = SwiftEngine(symbols: try ToyModule.symbols(), harvest: try ToyModule.harvest())
    return (engine, engine.proposal())
  }

  init() throws { (engine, proposal) = try Self.made.get() }

  private func calls(_ subject: String) -> [CallCandidate] { proposal.candidates.filter { $0.subject == subject } }

  @Test func `the same module gives the same candidates`() {
    #expect(engine.proposal().candidates == proposal.candidates)
  }

  @Test func `no candidate is there twice`() {
    #expect(Set(proposal.candidates.map(CallText.init)).count == proposal.candidates.count)
  }

  @Test(arguments: [
    ("size(of:)", "size(of: 101)"), ("fields(of:separator:)", "fields(of: \"#abc\")"),
    ("Counter.init(value:bound:)", "Counter()"), ("String.firstWord", "\"abc\".firstWord"),
    ("Pile.init(_:)", "Pile<Int>([2, 0, 1])"), ("Shape.isLarge", "Square(side: 1.5).isLarge"),
    ("area(of:scale:)", "area(of: Square(side: 1.5), scale: { $0 })"), ("onMain(_:)", "onMain(true)"),
    ("Counter.+(_:_:)", "Counter() + Counter(value: 7, bound: 8)"),
  ])
  func `a declaration is called`(subject: String, call: String) {
    let found = calls(subject).map(\.call)
    #expect(found.contains(call), "\(found.prefix(12))")
  }

  @Test func `what changes is called on a variable and read afterwards`() throws {
    let push = try #require(calls("Pile.push(_:)").first)
    #expect(push.setup.first?.hasPrefix("var pile = Pile<Int>(") == true)
    #expect(push.call == "pile.push(2)")
    #expect(!push.hasValue)
    #expect(push.observations.contains("pile.count"))
    #expect(push.group == "Pile")
  }

  @Test func `calls follow calls on what changes`() {
    #expect(calls("Pile.pop()").contains { $0.setup.contains { $0.hasPrefix("pile.push(") } })
    #expect(calls("Counter.advance(_:)").contains { $0.setup.contains { $0.hasPrefix("try counter.advance(") } })
    #expect(calls("Log.add(_:)").allSatisfy { $0.setup.first == "let log = Log()" && $0.observations == ["log.lines"] })
  }

  @Test func `throwing, asynchronous and isolated calls say so`() {
    #expect(calls("Counter.advance(_:)").allSatisfy { $0.isThrowing })
    #expect(calls("Register.enter(_:)").allSatisfy { $0.isAsync && $0.observations.isEmpty })
    #expect(calls("onMain(_:)").allSatisfy { $0.isAsync && $0.actor == "MainActor" })
    #expect(calls("Pile.map(_:)").contains { $0.isThrowing })
    #expect(calls("Pile.map(_:)").contains { !$0.isThrowing })
  }

  @Test func `closures that are given something keep it`() throws {
    let found = calls("Pile.forEach(_:)")
    #expect(found.contains { $0.observations == ["bodyValues"] && $0.setup.contains("var bodyValues: [Int] = []") })
  }

  @Test func `a subscript is read and set`() {
    let found = calls("Counter.subscript(offset:)")
    #expect(found.contains { $0.hasValue && $0.call.hasSuffix("[offset: 2]") })
    #expect(found.contains { !$0.hasValue && $0.call.contains("] = ") && $0.observations.contains("counter.value") })
  }

  @Test(arguments: [("opaque(_:)", "UnsafeRawPointer"), ("Shape.area", "requirement")])
  func `what cannot be called is named with a reason`(subject: String, reason: String) {
    #expect(proposal.skipped.contains { $0.subject == subject && $0.reason.contains(reason) })
    #expect(calls(subject).isEmpty)
  }

  @Test func `a limit takes from all alike`() {
    let few = SwiftEngine(
      symbols: engine.symbols, harvest: engine.harvest, limits: .init(perFunction: 48, total: 40)
    ).proposal()
    #expect(few.candidates.count == 40)
    #expect(Set(few.candidates.map(\.subject)).count > 20)
  }

  @Test func `only what is wanted is called`() {
    let found = engine.proposal { $0.owner == "Pile" }.candidates
    #expect(!found.isEmpty && found.allSatisfy { $0.group == "Pile" })
  }
}
