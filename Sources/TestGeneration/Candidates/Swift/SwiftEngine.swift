package import Characterization
internal import SourceText
package import SwiftSource

/// The deterministic engine for Swift: a module's declarations and sources in, calls that are worth recording out.
///
/// It runs nothing and asks no model. The same module always gives the same candidates in the same order.
package struct SwiftEngine: Sendable {
  /// How much it proposes.
  package struct Limits: Hashable, Sendable {
    /// Calls of the most complex function.
    package var perFunction: Int

    /// Calls in all, of one round.
    package var total: Int

    package init(perFunction: Int = 48, total: Int = 1_500) {
      self.perFunction = perFunction
      self.total = total
    }
  }

  /// What it proposes of a module.
  package struct Proposal: Sendable {
    /// In the order of the sources.
    package let candidates: [CallCandidate]

    /// What is not called, and why.
    package let skipped: [Skipped]
  }

  /// A declaration for which there are no calls.
  package struct Skipped: Hashable, Sendable {
    package let subject: String
    package let reason: String
  }

  package let symbols: ModuleSymbols
  package let harvest: ModuleHarvest
  package let limits: Limits

  /// Which functions come first, when there is not room for all calls.
  package let order: TargetOrder

  package init(
    symbols: ModuleSymbols, harvest: ModuleHarvest, limits: Limits = Limits(), order: TargetOrder = .none
  ) {
    self.symbols = symbols
    self.harvest = harvest
    self.limits = limits
    self.order = order
  }

  /// The first round: every declaration that can be called, by itself.
  ///
  /// - Parameter isWanted: which declarations are meant; all when nil.
  package func proposal(for isWanted: ((ModuleSymbol) -> Bool)? = nil) -> Proposal {
    let pool = ValuePool(symbols: symbols, harvest: harvest)
    return proposal(
      pool, CandidateComposer.Limits(perFunction: limits.perFunction), known: [], for: isWanted ?? { _ in true })
  }

  func proposal(
    _ pool: ValuePool, _ composing: CandidateComposer.Limits, known: Set<CallText>,
    for isWanted: (ModuleSymbol) -> Bool
  ) -> Proposal {
    let composer = CandidateComposer(symbols: symbols, harvest: harvest, pool: pool, limits: composing)
    let writer = CallWriter(symbols: symbols, pool: pool)
    var seen = known
    var skipped: [Skipped] = []
    var lists: [[CallCandidate]] = []
    var scores: [Double] = []
    for symbol in symbols.symbols where symbol.kind.isCallable && isWanted(symbol) {
      switch composer.composition(for: symbol) {
      case .skipped(let reason): skipped.append(Skipped(subject: symbol.title, reason: reason))
      case .plans(let plans):
        lists.append(plans.map(writer.candidate).filter { seen.insert(CallText($0)).inserted })
        scores.append(score(of: symbol))
      }
    }
    return Proposal(candidates: cut(lists, scores), skipped: skipped)
  }

  private func score(of symbol: ModuleSymbol) -> Double {
    guard let function = harvest.function(of: symbol), let path = try? RelativePath(function.path) else { return 0 }
    return order.score(path, line: function.line)
  }

  /// Where there are too many, all declarations lose their last ones; those that are wanted most get two for one.
  private func cut(_ lists: [[CallCandidate]], _ scores: [Double]) -> [CallCandidate] {
    var room = limits.total
    var kept = lists.map { _ in 0 }
    var isGrowing = true
    let order = lists.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
    let front = Set(order.filter { scores[$0] > 0 }.prefix(lists.count / 4))
    while room > 0, isGrowing {
      isGrowing = false
      for index in order where room > 0 && kept[index] < lists[index].count {
        let share = min(front.contains(index) ? 2 : 1, room, lists[index].count - kept[index])
        kept[index] += share
        room -= share
        isGrowing = true
      }
    }
    return zip(lists, kept).flatMap { $0.prefix($1) }
  }
}

/// What makes two candidates the same.
struct CallText: Hashable {
  let setup: [String]
  let call: String

  init(_ candidate: CallCandidate) {
    setup = candidate.setup
    call = candidate.call
  }
}

extension ModuleSymbol.Kind {
  var isCallable: Bool {
    switch self {
    case .initializer, .function, .method, .staticMethod, .operatorFunction, .property, .staticProperty, .variable,
      .subscriptMember, .staticSubscript:
      true
    case .structure, .enumeration, .classType, .actorType, .protocolType, .typeAlias, .enumCase: false
    }
  }
}
