/// The candidates as Swift source: files of some functions each, and what finds a function by its number.
enum CandidateSource {
  /// Functions of one file, of which each costs the compiler some time of its own.
  static let chunkSize = 40

  /// A file with candidates.
  struct Chunk {
    let name: String
    let text: String

    /// Which candidate each line belongs to, by the line's number less 1; nil for none.
    let owners: [Int?]
  }

  /// Writes the candidates down.
  ///
  /// - Parameters:
  ///   - candidates: with the numbers that the program knows them by.
  ///   - module: what is imported with `@testable`.
  static func chunks(of candidates: [(number: Int, candidate: CallCandidate)], module: String) -> [Chunk] {
    groups(candidates).map { chunk(number: $0.key, $0.members, module: module) }
  }

  /// A candidate stays in its file when others are dropped, so that other files need not be compiled again.
  private static func groups(
    _ candidates: [(number: Int, candidate: CallCandidate)]
  ) -> [(key: Int, members: [(number: Int, candidate: CallCandidate)])] {
    Dictionary(grouping: candidates) { $0.number / chunkSize }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value.sorted { $0.number < $1.number }) }
  }

  private static func chunk(
    number: Int, _ members: [(number: Int, candidate: CallCandidate)], module: String
  ) -> Chunk {
    var lines: [String] = []
    var owners: [Int?] = []
    func add(_ text: String, _ owner: Int?) {
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        lines.append(String(line))
        owners.append(owner)
      }
    }
    add("@testable import \(module)", nil)
    for name in Set(members.flatMap(\.candidate.imports)).sorted() where name != module { add("import \(name)", nil) }
    for (number, candidate) in members { add(function(number, candidate), number) }
    for isAsync in [false, true] {
      let modifiers = isAsync ? "async throws" : "throws"
      add("func fulcrumChunk\(number)\(isAsync ? "Async" : "")(_ index: Int) \(modifiers) {\n  switch index {", nil)
      for (number, candidate) in members where candidate.runsAsync == isAsync {
        add("  case \(number): try \(isAsync ? "await " : "")fulcrumCandidate\(number)()", number)
      }
      add("  default: break\n  }\n}", nil)
    }
    return Chunk(
      name: "FulcrumChunk\(number).swift", text: lines.joined(separator: "\n") + "\n", owners: owners)
  }

  private static func function(_ number: Int, _ candidate: CallCandidate) -> String {
    var lines: [String] = []
    if let actor = candidate.actor { lines.append("@\(actor)") }
    lines.append("func fulcrumCandidate\(number)() \(candidate.runsAsync ? "async " : "")throws {")
    lines += candidate.setup.map { "  \($0)" }
    // With a semicolon, since a call that begins with a brace would be taken for its closure.
    lines.append("  fulcrumCall();")
    let effects = (candidate.isThrowing ? "try " : "") + (candidate.isAsync ? "await " : "")
    if candidate.hasValue {
      lines.append("  let \(CallCandidate.result) = \(effects)\(candidate.call)")
      lines.append("  fulcrumValue(\(CallCandidate.result))")
    } else {
      lines.append("  \(effects)\(candidate.call)")
      lines.append("  fulcrumReturned()")
    }
    lines += candidate.observations.map { "  fulcrumObservation(\(effects)\($0))" }
    lines.append("}")
    return lines.joined(separator: "\n")
  }

  /// What calls a candidate by its number.
  static func dispatch(of candidates: [(number: Int, candidate: CallCandidate)], module: String) -> String {
    let chunks = groups(candidates).map(\.key)
    let sync = chunks.map { "  case \($0): try fulcrumChunk\($0)(index)\n" }.joined()
    let async = chunks.map { "  case \($0): try await fulcrumChunk\($0)Async(index)\n" }.joined()
    let asynchronous = candidates.filter(\.candidate.runsAsync).map { "\($0.number)" }.joined(separator: ", ")
    return """
      let fulcrumModule = "\(module)"

      let fulcrumCandidateCount: Int32 = \((candidates.map(\.number).max() ?? -1) + 1)

      private let fulcrumAsyncCandidates: Set<Int> = [\(asynchronous)]

      func fulcrumIsAsync(_ index: Int) -> Bool { fulcrumAsyncCandidates.contains(index) }

      func fulcrumRun(_ index: Int) throws {
        switch index / \(chunkSize) {
      \(sync)  default: break
        }
      }

      func fulcrumRunAsync(_ index: Int) async throws {
        switch index / \(chunkSize) {
      \(async)  default: break
        }
      }

      """
  }
}

extension CallCandidate {
  /// Whether it needs an executor.
  var runsAsync: Bool { isAsync || actor != nil }
}
