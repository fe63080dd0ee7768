import Foundation
import JSON

/// Tries planted edits one by one and without the program, so that it is known that each is what it is called.
struct PlantCheck {
  private let place: EvaluationPlace

  init(in place: EvaluationPlace) { self.place = place }

  private var path: String { "\(place.results)/plants.jsonl" }

  /// For each plant that was tried, whether it is what it is called.
  func known() -> [String: Bool] {
    var known: [String: Bool] = [:]
    for line in ((try? read(path)) ?? "").split(separator: "\n") {
      guard let json = try? JSONValue.parse(String(line)), let id = json["id"]?.string else { continue }
      known[id] = json["as_called"]?.bool
    }
    return known
  }

  func check(_ plants: [Plant]) async throws {
    let known = known()
    for plant in plants where known[plant.id] == nil {
      try await place.shell.git(["checkout", "--quiet", "--force", place.base], in: place.checker)
      let file = "\(place.checker)/\(plant.file)"
      guard let text = plant.applied(to: try read(file)) else {
        throw EvaluationError("\(plant.file) does not hold what a planted edit takes the place of: \(plant.old)")
      }
      try write(text, to: file)
      let outcome = try await CommitCheck.outcome(in: place)
      let isAsCalled =
        switch plant.kind {
        case .good, .interface, .lost: outcome.builds && outcome.passes
        case .tests: outcome.builds && !outcome.passes
        case .build: !outcome.builds
        }
      let line: JSONValue = [
        "id": .string(plant.id), "builds": .bool(outcome.builds), "passes": .bool(outcome.passes),
        "as_called": .bool(isAsCalled),
      ]
      try append(line.serialized() + "\n", to: path)
      print("\(isAsCalled ? "as called" : "NOT AS CALLED"): \(plant.id)")
    }
    try await place.shell.git(["checkout", "--quiet", "--force", place.base], in: place.checker)
  }
}

extension Plant {
  var id: String { "\(kind.rawValue) \(file) \(old) -> \(new)" }
}
