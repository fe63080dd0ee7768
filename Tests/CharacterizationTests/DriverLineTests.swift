import Testing

@testable import Characterization

struct DriverLineTests {
  private func line(
    end: String, code: Int = 0, stage: Int = 3, told: String = "", touches: Int = 0, error: String = ""
  ) -> DriverLine? {
    let start = #""candidate":4,"mutant":0,"end":"\#(end)","code":\#(code),"stage":\#(stage),"touches":\#(touches)"#
    let end = #""cut":false,"microseconds":1500,"told":[\#(told)],"counters":[2,1,9,40],"error":"\#(error)""#
    return DriverLine("{\(start),\(end)}".utf8)
  }

  @Test func `a value and its observations are read`() throws {
    let one = #"{"kind":"literal","text":"1","type":"Int"}"#
    let pair = #"{"kind":"structure","type":"Pair","fields":[["first",\#(one)]]}"#
    let read = try #require(line(end: "returned", told: #"{"value":\#(pair)},{"observation":\#(one)}"#, touches: 17))
    let value = RecordedValue.literal("1", type: "Int")
    #expect(read.outcome == .returned(.structure(type: "Pair", fields: [.init(name: "first", value: value)])))
    #expect(read.observations == [value])
    #expect(read.counters == [2: 1, 9: 40])
    #expect(read.touches == [.clock, .files])
    #expect(read.duration == .microseconds(1500) && read.candidate == 4)
  }

  @Test func `each ending is read`() {
    let threw = #"{"threw":{"type":"E","description":"E()","literal":"E.a"}}"#
    #expect(
      line(end: "returned", stage: 1, told: threw)?.outcome
        == .threw(type: "E", description: "E()", isEquatableLiteral: "E.a"))
    #expect(line(end: "returned", told: #"{"value":null}"#)?.outcome == .returned(nil))
    #expect(line(end: "timed-out", stage: 1)?.outcome == .timedOut)
    #expect(line(end: "exited", code: 3, stage: 1)?.outcome == .exited(code: 3))
    let said = "a/b.swift:3: Fatal error: no\nstack\n".utf8.map { String($0, radix: 16) }
      .map { $0.count == 1 ? "0" + $0 : $0 }.joined()
    #expect(
      line(end: "trapped", code: 4, stage: 1, error: said)?.outcome == .trapped(signal: 4, message: "Fatal error: no"))
  }

  @Test func `what came back before an observation trapped still came back`() {
    let told = #"{"value":{"kind":"literal","text":"1","type":"Int"}}"#
    #expect(line(end: "trapped", code: 4, stage: 2, told: told)?.outcome == .returned(.literal("1", type: "Int")))
  }

  @Test(arguments: ["", "{}", #"{"candidate":1}"#, #"{"candidate":1,"end":"returned","#])
  func `a line that is not whole is none`(text: String) {
    #expect(DriverLine(text.utf8) == nil)
  }

  @Test(arguments: [
    ("M/F.swift:3: Fatal error: Index out of range\n", "Fatal error: Index out of range"),
    (
      "noise\nPrecondition failed: at 0x12ab in /home/x/y\nCurrent stack trace:\n",
      "Precondition failed: at (an address) in (a path)"
    ),
    ("nothing was said\n", ""), ("", ""),
  ])
  func `the words of a trap have no place and no address`(output: String, message: String) {
    #expect(TrapMessage.text(in: output) == message)
  }

  @Test func `what differs in other circumstances is unsteady`() throws {
    let one = try #require(line(end: "returned", told: #"{"value":{"kind":"literal","text":"1","type":"Int"}}"#))
    let two = try #require(line(end: "returned", told: #"{"value":{"kind":"literal","text":"2","type":"Int"}}"#))
    let early = try #require(line(end: "trapped", code: 4, stage: 0))
    let outside = try #require(
      line(end: "returned", told: #"{"value":{"kind":"literal","text":"1","type":"Int"}}"#, touches: 32))
    #expect(Stability.verdict(on: one, others: [one, one]).fault == nil)
    #expect(Stability.verdict(on: one, others: [one, two]).fault?.contains("another hash seed") == true)
    #expect(Stability.verdict(on: one, others: [one, nil]).fault != nil)
    #expect(Stability.verdict(on: early, others: [early, early]).fault == "what prepares the call trapped")
    #expect(Stability.verdict(on: one, others: [one, outside]).fault == "it changes files outside its folder")
  }

  @Test func `what a module is there to use makes no call of it unsteady`() throws {
    let told = #"{"value":{"kind":"literal","text":"1","type":"Int"}}"#
    let reads = try #require(line(end: "returned", told: told, touches: 64))
    #expect(Stability.verdict(on: reads, others: [reads, reads]).fault != nil)
    #expect(Stability.verdict(on: reads, others: [reads, reads], contract: [.machine]).fault == nil)
    let writes = try #require(line(end: "returned", told: told, touches: 32 | 64))
    #expect(Stability.verdict(on: writes, others: [writes, writes], contract: [.machine]).fault != nil)
  }

  @Test func `parts that differ are taken out where enough is left`() throws {
    func told(_ count: String, _ printed: String) -> String {
      let count = #"{"kind":"literal","text":"\#(count)","type":"Int"}"#
      let printed = #"{"kind":"described","text":"\#(printed)","type":"Table"}"#
      return #"{"value":{"kind":"structure","type":"Box","fields":[["count",\#(count)],["table",\#(printed)]]}}"#
    }
    let first = try #require(line(end: "returned", told: told("2", "ab")))
    let other = try #require(line(end: "returned", told: told("2", "ba")))
    let verdict = Stability.verdict(on: first, others: [other, other])
    #expect(verdict.fault == nil && verdict.isWeakened)
    #expect(
      verdict.outcome
        == .returned(
          .structure(
            type: "Box",
            fields: [
              .init(name: "count", value: .literal("2", type: "Int")),
              .init(name: "table", value: .opaque(type: "Table")),
            ])))
    let bare = #"{"value":{"kind":"described","text":"xy","type":"Table"}}"#
    let one = try #require(line(end: "returned", told: bare))
    let two = try #require(line(end: "returned", told: bare.replacing("xy", with: "yx")))
    #expect(Stability.verdict(on: one, others: [two, one]).fault?.contains("but for its type") == true)
  }

  @Test func `a value is taken apart into what Swift can read`() {
    let one = RecordedValue.literal("1", type: "Int")
    let pair = RecordedValue.structure(
      type: "Pair", fields: [.init(name: "first", value: one), .init(name: "rest", value: .opaque(type: "() -> Int"))])
    let value = RecordedValue.structure(
      type: "Box",
      fields: [
        .init(name: "pairs", value: .structure(type: "Array<Pair>", fields: [.init(name: "[0]", value: pair)])),
        .init(name: "last", value: .structure(type: "Optional<Pair>", fields: [.init(name: "?", value: pair)])),
        .init(name: "kind", value: .structure(type: "Kind", fields: [.init(name: ".north", value: one)])),
      ])
    #expect(value.readings(of: "box").map(\.expression) == ["box.pairs[0].first", "box.last?.first"])
    #expect(value.readings(of: "box").allSatisfy { $0.value == one })
    #expect(one.readings(of: "n").map(\.expression) == ["n"])
  }
}
