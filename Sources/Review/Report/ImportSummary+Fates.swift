internal import Evidence
internal import Reporting

extension ReviewReport.ImportSummary {
  /// Counts what became of a report's results; each counts once, by the best that came of it in any range.
  init(_ name: String, fates: [[Imports.Fate]]) {
    let total = fates.first?.count ?? 0
    let best = (0..<total).compactMap { index in fates.map { $0[index] }.max() }
    func count(_ fate: Imports.Fate) -> Int { best.count { $0 == fate } }
    self.init(
      name: name, total: total, kept: count(.kept), outsideChange: count(.outsideChange),
      excluded: count(.excluded), old: count(.old),
      suppressed: count(.suppressed), repeated: count(.repeated), outsideRepository: count(.outsideRepository))
  }
}
