internal import AgentKernel
internal import JSON
internal import Models
internal import SourceText

extension WorkRecord {
  /// As it stands in a run's journal.
  var text: String {
    var members = event.members
    members["version"] = 1
    members["spent"] = spent.json
    return JSONValue.object(members).serialized()
  }

  /// Nil for what this program has not written.
  init?(_ text: String) {
    guard let json = try? JSONValue.parse(text), json["version"] == 1, let event = Event(json),
      let spent = json["spent"].flatMap(Spending.init)
    else { return nil }
    self.init(event: event, spent: spent)
  }
}

extension WorkRecord.Event {
  fileprivate var members: [String: JSONValue] {
    switch self {
    case .planned(let plan):
      return ["event": "planned", "reason": .string(plan.reason), "items": .array(plan.items.map(\.json))]
    case .edits(let item, let isLast): return ["event": "edits", "item": JSONValue(item), "is_last": .bool(isLast)]
    case .recipe(let item, let turn):
      return [
        "event": "recipe", "item": JSONValue(item), "recipe": turn.choice.json, "engine": JSONValue(turn.engine),
        "pass": JSONValue(turn.pass), "engines": JSONValue(turn.engineCount), "passes": JSONValue(turn.passes),
        "is_last": .bool(turn.isLast), "trouble": JSONValue(turn.trouble),
      ]
    case .over: return ["event": "over"]
    case .ended(let item, let ending):
      return [
        "event": "ended", "item": JSONValue(item), "is_done": .bool(ending.isDone), "reason": .string(ending.reason),
        "limit": JSONValue(ending.limit?.rawValue),
      ]
    }
  }

  fileprivate init?(_ json: JSONValue) {
    let item = json["item"]?.integer
    switch (json["event"]?.string, item) {
    case ("planned", _):
      guard let values = json["items"]?.array else { return nil }
      let items = values.compactMap(WorkPlan.Item.init)
      guard items.count == values.count else { return nil }
      self = .planned(WorkPlan(items: items, reason: json["reason"]?.string ?? ""))
    case ("over", _): self = .over
    case ("edits", let item?): self = .edits(item: item, isLast: json["is_last"]?.bool ?? false)
    case ("recipe", let item?):
      guard let choice = json["recipe"].flatMap(RecipeChoice.init), let engine = json["engine"]?.integer,
        let pass = json["pass"]?.integer, let count = json["engines"]?.integer, let passes = json["passes"]?.integer
      else { return nil }
      self = .recipe(
        item: item,
        WorkRecord.RecipeTurn(
          choice: choice, engine: engine, pass: pass, engineCount: count, passes: passes,
          isLast: json["is_last"]?.bool ?? false, trouble: json["trouble"]?.string))
    case ("ended", let item?):
      self = .ended(
        item: item,
        WorkRecord.Ending(
          isDone: json["is_done"]?.bool ?? false, reason: json["reason"]?.string ?? "",
          limit: json["limit"]?.string.flatMap(BudgetLimit.init)))
    default: return nil
    }
  }
}

extension WorkPlan.Item {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "scope": .array(scope.map { .string($0.string) }), "what": .string(what),
      "recipe": recipe?.json ?? .null,
    ]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.string, let what = json["what"]?.string, let paths = json["scope"]?.array else {
      return nil
    }
    let scope = paths.compactMap(\.string).compactMap { try? RelativePath($0) }
    guard scope.count == paths.count else { return nil }
    self.init(name: name, scope: scope, what: what, recipe: json["recipe"].flatMap(RecipeChoice.init))
  }
}

extension RecipeChoice {
  fileprivate var json: JSONValue {
    ["name": .string(name), "parameters": .object(parameters.mapValues(JSONValue.string))]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.string else { return nil }
    self.init(name: name, parameters: (json["parameters"]?.object ?? [:]).compactMapValues(\.string))
  }
}

extension Spending {
  fileprivate var json: JSONValue {
    [
      "requests": JSONValue(requests), "input": JSONValue(usage.input), "output": JSONValue(usage.output),
      "cache_read": JSONValue(usage.cacheRead), "cache_write": JSONValue(usage.cacheWrite),
      "unpriced": JSONValue(cost.unpricedTokens), "picodollars": JSONValue(cost.money.picodollars),
    ]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let requests = json["requests"]?.integer, let input = json["input"]?.integer,
      let output = json["output"]?.integer
    else { return nil }
    self.init(
      requests: requests,
      usage: Usage(
        input: input, output: output, cacheRead: json["cache_read"]?.integer ?? 0,
        cacheWrite: json["cache_write"]?.integer ?? 0),
      cost: Cost(
        money: Money(picodollars: json["picodollars"]?.integer ?? 0), unpricedTokens: json["unpriced"]?.integer ?? 0))
  }
}
