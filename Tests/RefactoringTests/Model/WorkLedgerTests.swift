import AgentKernel
import Models
import SourceText
import Testing

@testable import Refactoring

/// What follows from the rounds of a journal.
struct WorkLedgerTests {
  private static func plan() throws -> WorkPlan {
    WorkPlan(items: [
      WorkPlan.Item(
        name: "First", scope: [try RelativePath("Sources")], what: "It is so.",
        recipe: RecipeChoice(name: "rename-symbol", parameters: ["from": "A", "to": "\u{1F600}\n"])),
      WorkPlan.Item(name: "Second", scope: [], what: ""),
    ])
  }

  private static func round(_ event: WorkRecord.Event, _ endings: EarlierRound.Ending...) throws -> EarlierRound {
    let path = try RelativePath("Sources/a.swift")
    return EarlierRound(
      memo: WorkRecord(event: event, spent: Spending(requests: 1, usage: Usage(input: 3, output: 2))).text,
      steps: endings.enumerated().map {
        EarlierRound.Step(title: "Step \($0.offset)", paths: [path], ending: $0.element)
      })
  }

  private static func turn(_ engine: Int, _ pass: Int, isLast: Bool = true, trouble: String? = nil)
    -> WorkRecord.RecipeTurn
  {
    WorkRecord.RecipeTurn(
      choice: RecipeChoice(name: "tidy"), engine: engine, pass: pass, engineCount: 2, passes: 2, isLast: isLast,
      trouble: trouble)
  }

  @Test func `a record is read as it was written`() throws {
    let ending = WorkRecord.Ending(isDone: false, reason: "\"why\"", limit: .turns)
    for event in [
      .planned(try Self.plan()), .edits(item: 1, isLast: true), .recipe(item: 0, Self.turn(1, 2, trouble: "it failed")),
      .ended(item: 0, ending), .over,
    ] as [WorkRecord.Event] {
      let record = WorkRecord(
        event: event,
        spent: Spending(
          requests: 2, usage: Usage(input: 1, output: 2, cacheRead: 3, cacheWrite: 4),
          cost: Cost(money: Money(picodollars: 5), unpricedTokens: 6)))
      #expect(WorkRecord(record.text) == record)
    }
    for text in ["", "{}", "{\"version\":1,\"event\":\"edits\"}", "{\"version\":2}"] {
      #expect(WorkRecord(text) == nil)
    }
    #expect(throws: RefactoringError.self) { try WorkLedger([EarlierRound(memo: "rubbish")]) }
  }

  @Test func `the first thing is a plan, then its items in their order`() throws {
    #expect(try WorkLedger([]).next == .plan)
    var rounds = [try Self.round(.planned(try Self.plan()))]
    let choice = RecipeChoice(name: "rename-symbol", parameters: ["from": "A", "to": "\u{1F600}\n"])
    #expect(try WorkLedger(rounds).next == .planned(item: 0, choice))
    rounds.append(try Self.round(.edits(item: 0, isLast: false), .done))
    #expect(try WorkLedger(rounds).next == .ask(item: 0))
    rounds.append(try Self.round(.edits(item: 0, isLast: true), .done, .deferred))
    #expect(try WorkLedger(rounds).next == .ask(item: 0))
    rounds.append(try Self.round(.edits(item: 0, isLast: true), .done))
    #expect(try WorkLedger(rounds).next == .ask(item: 1))
    rounds.append(try Self.round(.edits(item: 1, isLast: true), .left(.tests, lines: ["a test fails"])))
    let ledger = try WorkLedger(rounds)
    #expect(ledger.next == .nothing)
    #expect(ledger.entries[1].state == .left("Step 0: tests is red: a test fails", nil))
    #expect(ledger.spent.requests == 5)
    #expect(ledger.text(at: nil).contains("   - not done yet: Step 1 (Sources/a.swift)"))
    #expect(ledger.text(at: nil).contains("2. Second (): left: Step 0"))
  }

  @Test func `a recipe's engines are asked one after the other, each until it has nothing more`() throws {
    var rounds = [try Self.round(.planned(try Self.plan()))]
    rounds.append(try Self.round(.recipe(item: 0, Self.turn(0, 1)), .done, .deferred))
    #expect(try WorkLedger(rounds).next == .recipe(item: 0, Self.turn(0, 1)))
    rounds.append(try Self.round(.recipe(item: 0, Self.turn(0, 1)), .done))
    #expect(try WorkLedger(rounds).next == .recipe(item: 0, Self.turn(0, 2)))
    rounds.append(try Self.round(.recipe(item: 0, Self.turn(0, 2))))
    #expect(try WorkLedger(rounds).next == .recipe(item: 0, Self.turn(1, 1)))
    let before = rounds
    rounds.append(try Self.round(.recipe(item: 0, Self.turn(1, 1))))
    #expect(try WorkLedger(rounds).next == .ask(item: 1))
    #expect(try WorkLedger(rounds).entries[0].questions == 1)
    let failed = before + [try Self.round(.recipe(item: 0, Self.turn(1, 1, trouble: "no such program")))]
    #expect(try WorkLedger(failed).next == .ask(item: 0))
  }

  @Test func `an item is not asked about for ever`() throws {
    let rounds =
      [try Self.round(.planned(try Self.plan()))]
      + Array(repeating: try Self.round(.edits(item: 0, isLast: false), .done), count: WorkLedger.questionLimit)
    let ledger = try WorkLedger(rounds)
    #expect(ledger.next == .ask(item: 1))
    guard case .left(_, .turns?) = ledger.entries[0].state else { return #expect(Bool(false)) }
  }

  @Test(arguments: [
    ("Replace the callback", "replace-the-callback"),
    ("  ", "36a9e7"), ("!!!", ""), ("Löse das", ""),
    ("extract the retry logic of all the loaders into one type", "extract-the-retry-logic-of-all-the"),
  ])
  func `a goal's name is short, stable, and another for another goal`(goal: String, beginning: String) throws {
    let name = GoalName.name(of: goal)
    #expect(name == GoalName.name(of: goal) && name.count <= 48 && !name.isEmpty)
    if goal != "  " { #expect(name.hasPrefix(beginning)) }
    #expect(name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    #expect(GoalName.name(of: goal + " of it, now") != name)
  }
}
