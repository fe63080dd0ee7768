package import Characterization
internal import SwiftSource

extension SwiftEngine {
  /// A further round, guided by what was recorded: more of what leads to code that nothing has reached.
  ///
  /// Functions whose reach has uncovered lines get more values and more pairs of them; results of calls serve as
  /// arguments and receivers; and inputs that brought something new are varied.
  ///
  /// - Parameters:
  ///   - recordings: of all rounds before.
  ///   - tried: all candidates of these rounds, also those that did not compile.
  ///   - uncovered: the lines, counted from 1, that nothing has reached, by paths as the harvest has them.
  package func furtherProposal(
    after recordings: [Recording], tried: [CallCandidate], uncovered: [String: Set<Int>]
  ) -> Proposal {
    let pool = ValuePool(
      symbols: symbols, harvest: harvest, isGrowingFurther: true, results: Self.results(of: recordings))
    let wanted = Set(symbols.symbols.filter { leadsToUncovered($0, uncovered) }.map(\.identifier))
    let known = Set(tried.map(CallText.init))
    let titles = Set(symbols.symbols.filter { wanted.contains($0.identifier) }.map(\.title))
    let variants = InputVariation.variants(
      of: Self.telling(recordings).filter { titles.contains($0.subject) }, symbols: moduleSymbols,
      limit: limits.total / 2,
      known: known)
    let composed = proposal(
      pool, CandidateComposer.Limits(perFunction: limits.perFunction * 3, width: 9),
      known: known.union(variants.map(CallText.init)), for: { wanted.contains($0.identifier) })
    return Proposal(
      candidates: variants + composed.candidates.prefix(limits.total - variants.count), skipped: composed.skipped)
  }

  /// The short separators and quotes of all the module.
  private var moduleSymbols: [String] {
    StringGrowth.symbols(in: harvest.files.flatMap { $0.functions.flatMap(\.literals) + $0.literals })
  }

  private func leadsToUncovered(_ symbol: ModuleSymbol, _ uncovered: [String: Set<Int>]) -> Bool {
    guard let function = harvest.function(of: symbol) else { return false }
    return harvest.reach(of: function, limit: 16).contains { reached in
      uncovered[reached.path].map { lines in lines.contains(where: reached.lines.contains) } ?? false
    }
  }

  /// Candidates that reached something that those before them had not.
  private static func telling(_ recordings: [Recording]) -> [CallCandidate] {
    var seen = RegionVector()
    return recordings.compactMap { recording in
      guard recording.regions.count(beyond: seen) > 0 else { return nil }
      seen.formUnion(recording.regions)
      return recording.candidate
    }
  }

  /// What calls gave, by type, as far as source can say it.
  private static func results(of recordings: [Recording]) -> [String: [ValueExpression]] {
    var results: [String: [ValueExpression]] = [:]
    for recording in recordings {
      guard recording.instability == nil, case .returned(.literal(let text, let type)?) = recording.outcome,
        text.utf8.count <= 200, !text.contains("\n"), results[type, default: []].count < 12
      else { continue }
      let value = ValueExpression(text)
      if results[type]?.contains(value) != true { results[type, default: []].append(value) }
    }
    return results
  }
}

/// Makes inputs that differ a little from ones that were worth something.
enum InputVariation {
  /// - Parameters:
  ///   - symbols: what is put into texts.
  ///   - limit: how many there may be.
  ///   - known: what was there before.
  static func variants(
    of candidates: [CallCandidate], symbols: [String], limit: Int, known: Set<CallText>
  ) -> [CallCandidate] {
    var seen = known
    let lists = candidates.map { candidate -> [CallCandidate] in
      let inCall = LiteralPlace.places(in: candidate.call).flatMap { place in
        sources(near: place.literal, symbols).map { source in
          candidate.with(setup: candidate.setup, call: place.replaced(in: candidate.call, by: source), source)
        }
      }
      let inSetup = candidate.setup.indices.flatMap { index in
        LiteralPlace.places(in: candidate.setup[index]).flatMap { place in
          sources(near: place.literal, symbols).map { source in
            var setup = candidate.setup
            setup[index] = place.replaced(in: setup[index], by: source)
            return candidate.with(setup: setup, call: candidate.call, source)
          }
        }
      }
      return inCall + inSetup
    }
    return Array(interleaved(lists).filter { seen.insert(CallText($0)).inserted }.prefix(limit))
  }

  private static func sources(near literal: SourceLiteral, _ symbols: [String]) -> [String] {
    switch literal {
    case .integer(let value): return [value + 1, value - 1, value * 2].filter { $0 >= 0 }.map { "\($0)" }
    case .floating(let value): return ["\(value + 1)", "\(value / 2)"]
    case .string(let text):
      // A single character may have to stay one.
      if text.count == 1 { return symbols.filter { $0.count == 1 && $0 != text }.map(\.swiftLiteral) }
      let middle = text.index(text.startIndex, offsetBy: text.count / 2)
      let head = String(text[..<middle])
      let tail = String(text[middle...])
      let grown = symbols.flatMap { symbol -> [String] in
        let around = [text + symbol, symbol + text, symbol + text + symbol]
        let within = ["\(head)\(symbol)\(tail)", "\(head)\(symbol)\(symbol)\(tail)", "\(text)\(symbol)x"]
        return interleaved([around, within])
      }
      return (grown + [String(text.dropLast()), text + text]).map { $0.swiftLiteral }
    case .regex: return []
    }
  }
}

extension CallCandidate {
  fileprivate func with(setup: [String], call: String, _ words: String) -> CallCandidate {
    CallCandidate(
      subject: subject, group: group, setup: setup, call: call, hasValue: hasValue, isThrowing: isThrowing,
      isAsync: isAsync, actor: actor, observations: observations, inputWords: ValueWords.literal(words),
      imports: imports)
  }
}
