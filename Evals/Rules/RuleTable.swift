import Review
import SourceText

/// How often each rule fires, and how often it is right.
struct RuleTable {
  let changes: [CorpusChange]
  let firings: [Firing]
  let labels: Labels

  /// The table in Markdown.
  var text: String {
    let clean = Set(changes.filter { $0.direction == .clean })
    let reversed = Set(changes.filter { $0.direction == .reversed })
    var lines = [
      "Changes: \(clean.count) clean (\(clean.count { $0.commit.isFix }) fixes, \(clean.count { !$0.commit.isFix }) "
        + "ordinary), \(reversed.count) reversed. A rule that fires on more than \(clean.count / 50) clean changes is "
        + "over 1 in 50.",
      "",
      "| rule | clean changes | of all | reversed changes | of all | firings | judged | true | harmless | false "
        + "| true, 95 % | true or harmless, 95 % |",
      "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|---|",
    ]
    for rule in ReviewPipeline.ruleIDs {
      let own = firings.filter { $0.finding.rule == rule }
      let onClean = Set(own.map(\.change)).intersection(clean).count
      let onReversed = Set(own.map(\.change)).intersection(reversed).count
      let judged = own.compactMap { labels[$0] }
      let counts = Labels.Label.allCases.map { label in judged.count { $0 == label } }
      let row = [
        "`\(rule)`", "\(onClean)", percent(onClean, of: clean.count), "\(onReversed)",
        percent(onReversed, of: reversed.count), "\(own.count)", "\(judged.count)",
      ]
      let precision = [
        WilsonInterval(successes: counts[0], trials: judged.count).text,
        WilsonInterval(successes: counts[0] + counts[1], trials: judged.count).text,
      ]
      lines.append("| " + (row + counts.map(String.init) + precision).joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n")
  }
}

/// The share of successes with its 95 % confidence interval, by Wilson's score.
struct WilsonInterval {
  let successes: Int
  let trials: Int

  /// `0.85 (0.71-0.93)`, or a dash where nothing was tried.
  var text: String {
    guard trials > 0 else { return "-" }
    let z = 1.959964
    let n = Double(trials)
    let share = Double(successes) / n
    let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return "\(hundredths(share)) (\(hundredths(max(0, middle - half)))-\(hundredths(min(1, middle + half))))"
  }
}

private func percent(_ part: Int, of whole: Int) -> String {
  guard whole > 0 else { return "-" }
  let tenths = Int((Double(part) * 1000 / Double(whole)).rounded())
  return "\(tenths / 10).\(tenths % 10) %"
}

private func hundredths(_ value: Double) -> String {
  let number = Int((value * 100).rounded())
  return "\(number / 100).\(number % 100 < 10 ? "0" : "")\(number % 100)"
}
