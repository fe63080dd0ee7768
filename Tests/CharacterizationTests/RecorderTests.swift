import Processes
import SourceText
import Testing
import Verification

@testable import Characterization

/// One package is built once, since a build takes long; what it shows is looked at part by part.
@Suite(.timeLimit(.minutes(10))) struct RecorderTests {
  private static func call(
    _ call: String, _ setup: String..., throwing: Bool = false, async: Bool = false, value: Bool = true,
    actor: String? = nil, observing: [String] = []
  ) -> CallCandidate {
    CallCandidate(
      subject: call, group: "Toy", setup: setup, call: call, hasValue: value, isThrowing: throwing, isAsync: async,
      actor: actor, observations: observing, imports: ["Foundation"])
  }

  private static let steady = [
    call(#"read("12")"#, throwing: true), call(#"read("")"#, throwing: true), call(#"read("!")"#, throwing: true),
    call(#"read("a\n")"#, throwing: true), call("Direction.north"), call("Direction.south(degrees: 1.5)"),
    call("counter.add(3)", "var counter = Counter()", "_ = counter.add(1)", observing: ["counter.steps", "counter"]),
    call("account.deposit(5)", "let account = Account()", async: true, observing: ["account.balance"]),
    call("isLarge(100)", actor: "MainActor"), call("isLarge(101)"), call("sum(to: 4)"), call("share(6, by: 0)"),
    call("leave(3)", value: false), call("names()"), call("third()"), call("printMuch()"), call("closeAll()"),
    call(#"save("made.txt")"#, throwing: true), call("isPast()"), call("deep(0)"),
    call("{ _ = $0 }(3)", value: false), call("(Int?).none"), call("[1: 2.5, 0: 1]"), call("3..<5"),
    call("Float.nan"), call("Optional(Counter())"), call("String(repeating: \"x\", count: 3000)"), call("take()"),
    call("{ 1 } as () -> Int"), call(#"FileManager.default.fileExists(atPath: "/missing/file")"#),
    call(#"FileManager.default.fileExists(atPath: "file")"#),
  ]

  private static let unsteady = [
    call("loopForEver()", value: false), call("waitForEver()", value: false), call("now()"), call("zone()"),
    call("shuffledNames()"), call("spawn()", throwing: true), call("share(1, by: 1)", "_ = share(6, by: 0)"),
    call(#"save(NSTemporaryDirectory() + "made.txt")"#, throwing: true), call("ProcessInfo.processInfo.userName"),
    call(#"ProcessInfo.processInfo.environment["COLUMNS"]"#),
  ]

  /// What depends on the machine or on what the sandbox allows; it is noticed on Linux.
  private static let local = [
    call(#"FileManager.default.fileExists(atPath: "/usr/bin/env")"#),
    call(#"(try? String(contentsOfFile: "/etc/passwd", encoding: .utf8)) == nil"#),
    call(#"(try? save("/usr/made.txt")) == nil"#),
    call(
      #"(try? FileManager.default.createDirectory(atPath: "/usr/made", withIntermediateDirectories: false)) == nil"#),
  ]

  private static let wrong = [call("nothingOfThisName(3)"), call("read(3)", throwing: true)]

  @Test(.enabled(if: ToyLab.swift != nil, "there is no Swift on the PATH"))
  func `calls are compiled, made, recorded and tried with mutants`() async throws {
    let toy = try await ToyLab()
    let run = try await Recorder(lab: toy.lab, callLimit: .milliseconds(400))
      .record(Self.steady + Self.wrong + Self.unsteady + Self.local)
    #expect(run.rejections.map(\.candidate) == Self.wrong)
    #expect(run.rejections.first?.reason.contains("nothingOfThisName") == true)
    let recordings = Dictionary(run.recordings.map { ($0.candidate, $0) }) { first, _ in first }
    for candidate in Self.steady {
      let recording = try #require(recordings[candidate], "\(candidate.call)")
      #expect(recording.instability == nil, "\(candidate.call): \(recording.outcome)")
    }
    for candidate in Self.unsteady {
      let recording = try #require(recordings[candidate], "\(candidate.call)")
      #expect(recording.instability != nil, "\(candidate.call): \(recording.outcome)")
    }
    #if os(Linux)
      for candidate in Self.local {
        let recording = try #require(recordings[candidate], "\(candidate.call)")
        #expect(recording.instability != nil, "\(candidate.call): \(recording.outcome) \(recording.touches)")
      }
    #endif
    try checkValues(recordings)
    try checkEndings(recordings)
    try checkRegions(run)
    try await checkMutants(toy.lab, run)
  }

  private func outcome(_ call: String, _ recordings: [CallCandidate: Recording]) throws -> RecordedOutcome {
    try #require(recordings.first { $0.key.call == call }).value.outcome
  }

  private func checkValues(_ recordings: [CallCandidate: Recording]) throws {
    let literals = [
      #"read("12")"#: "Token.number(12)", #"read("")"#: "Token.end", "counter.add(3)": "4", "account.deposit(5)": "5",
      #"read("a\n")"#: #"Token.word(text: "a\n", line: 1)"#, "names()": #"["a", "b", "c"]"#, "Direction.north": "",
      "[1: 2.5, 0: 1]": "[0: 1.0, 1: 2.5]", "3..<5": "3..<5", "(Int?).none": "nil", "sum(to: 4)": "10",
      "isLarge(100)": "false", "printMuch()": "1", "closeAll()": "2", "isPast()": "true",
    ]
    for (call, text) in literals where !text.isEmpty {
      guard case .returned(.literal(text, _)) = try outcome(call, recordings) else {
        Issue.record("\(call): \(try outcome(call, recordings))")
        continue
      }
    }
    #expect(
      try outcome("Direction.south(degrees: 1.5)", recordings)
        == .returned(
          .structure(
            type: "Direction",
            fields: [
              .init(
                name: ".south",
                value: .structure(
                  type: "(degrees: Double)", fields: [.init(name: "degrees", value: .literal("1.5", type: "Double"))]))
            ])))
    #expect(try outcome("third()", recordings) == .returned(.approximate("0.3333333333333333", type: "Double")))
    #expect(
      try outcome("Float.nan", recordings)
        == .returned(.structure(type: "Float", fields: [.init(name: "isNaN", value: .literal("true", type: "Bool"))])))
    #expect(try outcome("{ 1 } as () -> Int", recordings) == .returned(.opaque(type: "() -> Int")))
    #expect(try outcome("{ _ = $0 }(3)", recordings) == .returned(nil))
    guard case .returned(let optional?) = try outcome("Optional(Counter())", recordings) else { return }
    #expect(optional.readings(of: "it").map(\.expression) == ["it?.steps"])
    let counter = try #require(recordings.first { $0.key.call == "counter.add(3)" }).value
    let steps = RecordedValue.literal("[1, 3]", type: "Array<Int>")
    #expect(
      counter.observations == [steps, .structure(type: "Counter", fields: [.init(name: "steps", value: steps)])])
  }

  private func checkEndings(_ recordings: [CallCandidate: Recording]) throws {
    #expect(
      try outcome(#"read("!")"#, recordings)
        == .threw(type: "TokenError", description: "TokenError(place: 1)", isEquatableLiteral: nil))
    let trap = try outcome("share(6, by: 0)", recordings)
    guard case .trapped(_, "Precondition failed: nobody to share with") = trap else {
      Issue.record("\(trap)")
      return
    }
    #expect(try outcome("leave(3)", recordings) == .exited(code: 3))
    #expect(try outcome("loopForEver()", recordings) == .timedOut)
    #expect(try outcome("waitForEver()", recordings) == .timedOut)
    for call in ["deep(0)", "take()"] {
      guard case .trapped = try outcome(call, recordings) else {
        Issue.record("\(call): \(try outcome(call, recordings))")
        continue
      }
    }
    #expect(recordings.first { $0.key.call == #"save("made.txt")"# }?.value.touches == [.files])
    #if os(Linux)
      #expect(recordings.first { $0.key.call == "isPast()" }?.value.touches == [.clock])
    #endif
  }

  private func checkRegions(_ run: RecordingRun) throws {
    let path = try RelativePath("Sources/Toy/Toy.swift")
    let lines = ToyLab.source.split(separator: "\n", omittingEmptySubsequences: false)
    func line(of text: String) throws -> Int { try #require(lines.firstIndex { $0.contains(text) }) + 1 }
    func recording(_ call: String) throws -> Recording {
      try #require(run.recordings.first { $0.candidate.call == call })
    }
    let thrown = try #require(
      run.regions.innermost(path: path, line: try line(of: "throw TokenError"), column: 35))
    #expect(run.regions.isSet(thrown, in: try recording(#"read("!")"#).regions))
    #expect(!run.regions.isSet(thrown, in: try recording(#"read("a\n")"#).regions))
    // The way past the `if` is counted too, as a difference.
    let word = try #require(run.regions.innermost(path: path, line: try line(of: "return .word"), column: 10))
    #expect(run.regions.isSet(word, in: try recording(#"read("a\n")"#).regions))
    #expect(!run.regions.isSet(word, in: try recording(#"read("!")"#).regions))
    // What trapped tells how far it came.
    #expect(!(try recording("share(6, by: 0)")).regions.isEmpty)
    var all = RegionVector()
    for recording in run.recordings { all.formUnion(recording.regions) }
    let report = run.regions.report(covered: all)
    let file = try #require(report.files.first)
    #expect(file.path == path)
    #expect(file.lines[try line(of: "public func neverCalled")] == 0)
    #expect(file.lines[try line(of: "return .number")] == 1)
  }

  private func checkMutants(_ lab: Lab, _ run: RecordingRun) async throws {
    let path = try RelativePath("Sources/Toy/Toy.swift")
    let lines = ToyLab.source.split(separator: "\n", omittingEmptySubsequences: false)
    func mutant(_ id: Int, _ text: String, column: Int = 12) throws -> TrialMutant {
      TrialMutant(id: id, path: path, line: try #require(lines.firstIndex { $0.contains(text) }) + 1, column: column)
    }
    let mutants = [
      try mutant(1, "== 1 ? number >= 100"), try mutant(2, "== 1 ? number >= 100"),
      try mutant(3, "total &+= next"), try mutant(4, "public func neverCalled", column: 50),
    ]
    let trial = try await MutantTrial(lab: lab).run(mutants, against: run.recordings, regions: run.regions)
    func call(_ index: Int) -> String { run.recordings[index].candidate.call }
    for id in [1, 2] {
      guard case .killed(let index) = trial.verdicts[id] else {
        Issue.record("\(id): \(String(describing: trial.verdicts[id]))")
        continue
      }
      #expect(call(index) == "isLarge(100)")
    }
    guard case .timedOut(let index) = trial.verdicts[3] else {
      Issue.record("\(String(describing: trial.verdicts[3]))")
      return
    }
    #expect(call(index) == "sum(to: 4)")
    #expect(trial.verdicts[4] == .notReached)
    #expect(trial.excluded.isEmpty)
  }
}
