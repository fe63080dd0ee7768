import Foundation
import TestSupport

/// One run of the program that is part of the measurement.
struct PlannedRun {
  enum Kind: String, CaseIterable {
    case rename = "seeded renames"
    case recipe = "built-in recipes"
    case planted = "planted edits"
  }

  /// Unique in the package: for the branch and the results.
  let name: String
  let kind: Kind

  /// The name of a built-in recipe, or the path of a file.
  let recipe: String
  var parameters: [String] = []

  /// The planted edits by wave.
  var waves: [[Plant]] = []

  /// All runs on a package: the same seed gives the same runs.
  static func all(
    of package: EvaluatedPackage, in place: EvaluationPlace, plants: [Plant], seed: UInt64
  ) throws -> [PlannedRun] {
    var runs: [PlannedRun] = []
    var chance = SeededGenerator(seed: seed)
    let symbols = try RenameChoice(in: place).names.shuffled(using: &chance)
    for number in 0..<package.renameRuns {
      let first = number * package.renamesPerRun
      let chosen = symbols.dropFirst(first).prefix(package.renamesPerRun)
      let text = chosen.map { "  - rename: {symbol: \"\($0)\", to: \"\($0)Renamed\"}\n" }.joined()
      runs.append(
        try fromFile("renames-\(number + 1)", .rename, "Seeded renames.", steps: text, in: place))
    }
    for (number, recipe) in package.recipes.enumerated() {
      runs.append(
        PlannedRun(
          name: "recipe-\(number + 1)-\(recipe.name)", kind: .recipe, recipe: recipe.name,
          parameters: recipe.parameters))
    }
    for number in 0..<package.plantRuns {
      var chance = SeededGenerator(seed: seed &* 1000 &+ UInt64(number))
      let waves = waves(of: plants, count: package.waves, &chance)
      let text = waves.enumerated().map { step(of: $0.element, wave: $0.offset + 1) }.joined()
      var run = try fromFile("planted-\(number + 1)", .planted, "Planted edits.", steps: text, in: place)
      run.waves = waves
      runs.append(run)
    }
    return runs
  }

  /// Deals planted edits out: each good one has its place in one of the waves, bad ones stand between them.
  private static func waves(
    of plants: [Plant], count: Int, _ chance: inout SeededGenerator
  ) -> [[Plant]] {
    var waves = Array(repeating: [Plant](), count: count)
    for file in Set(plants.map(\.file)).sorted() {
      let own = plants.filter { $0.file == file }
      var bad = own.filter { $0.kind != .good }.shuffled(using: &chance)
      var good = own.filter { $0.kind == .good }.shuffled(using: &chance)
      let turn = Int.random(in: 0..<count, using: &chance)
      for wave in 0..<count {
        if wave == turn, let plant = good.popLast() {
          waves[wave].append(plant)
        } else if Int.random(in: 0..<10, using: &chance) < (wave == 0 ? 2 : 5), let plant = bad.popLast() {
          waves[wave].append(plant)
        }
      }
    }
    return waves
  }

  /// A step of the kind `run`: its program makes one edit in each of some files, and each becomes a step of the run.
  private static func step(of plants: [Plant], wave: Int) -> String {
    let program =
      "q(wave \(wave)); for (@ARGV) { my ($f, $o, $n) = map { pack q(H*), $_ } split /:/; open my $h, q(<:raw), $f or next; "
      + "my $t = do { local $/; <$h> }; close $h; my $i = index $t, $o; next if $i < 0; substr($t, $i, length $o) = $n; "
      + "open $h, q(>:raw), $f or die; print $h $t; close $h }"
    let words = plants.map { "'\([$0.file, $0.old, $0.new].map(hexadecimal).joined(separator: ":"))'" }
    return "  - run: [perl, -e, '\(program)', \(words.joined(separator: ", "))]\n    together: false\n"
  }

  private static func hexadecimal(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func fromFile(
    _ name: String, _ kind: Kind, _ description: String, steps: String, in place: EvaluationPlace
  ) throws -> PlannedRun {
    let path = "\(place.results)/\(name).yml"
    try write("name: \(name)\ndescription: \(description)\nsteps:\n\(steps)", to: path)
    return PlannedRun(name: name, kind: kind, recipe: path)
  }
}
