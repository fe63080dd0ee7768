internal import AgentKernel

/// What the model engine notes with each of its rounds: all that it has to know when it is asked again, also in another process.
struct WorkRecord: Hashable, Sendable {
  var event: Event

  /// What answers have cost since the record before.
  var spent = Spending()

  enum Event: Hashable, Sendable {
    case planned(WorkPlan)

    /// Steps were written for an item.
    case edits(item: Int, isLast: Bool)

    /// A recipe's engine was asked for an item.
    case recipe(item: Int, RecipeTurn)

    case ended(item: Int, Ending)

    /// There is nothing left to ask about.
    case over
  }

  /// Which of a recipe's engines was asked, and how often by then.
  struct RecipeTurn: Hashable, Sendable {
    var choice: RecipeChoice
    var engine = 0
    var pass = 1

    /// How many engines the recipe has, and how often each is asked at the most.
    var engineCount: Int
    var passes: Int

    /// Whether the item is done with it.
    var isLast: Bool

    /// Why the engine could not be asked; nil when it was.
    var trouble: String?
  }

  /// How an item ended about which nothing more is proposed.
  struct Ending: Hashable, Sendable {
    var isDone: Bool
    var reason: String

    /// The limit that was reached; nil when none was.
    var limit: BudgetLimit?
  }
}
