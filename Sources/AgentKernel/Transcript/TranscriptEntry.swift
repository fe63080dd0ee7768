package import JSON
package import Models

/// What one line of a transcript says.
package enum TranscriptEntry: Hashable, Sendable {
  /// The first line of a run's own file: a program was started.
  case runStarted(RunStart)

  /// The first line of an agent's file.
  case agentStarted(AgentStart)

  /// The conversation grew by this; `model` is the one that is asked.
  case said(LogEntry, model: String)

  /// What a watcher was told.
  case noticed(RunNotice)

  /// The agent goes on from what stands above.
  case resumed

  /// The agent came to its end.
  case agentEnded(AgentEnd)

  /// The program ended.
  case runEnded(status: String, exitCode: Int)

  /// The program that runs agents, as a run's first line says it.
  package struct RunStart: Hashable, Sendable {
    /// The program's name and version, such as `code-review 0.1.0`.
    package var program: String

    /// The run's name.
    package var run: String

    /// What the program works on, in its own words and members, so that a later call can take it up again.
    package var target: JSONValue

    /// Where it works, such as the repository's folder.
    package var place: String

    /// The run that this one was forked from; nil for none.
    package var parent: Parent?

    package init(program: String, run: String, target: JSONValue, place: String, parent: Parent? = nil) {
      self.program = program
      self.run = run
      self.target = target
      self.place = place
      self.parent = parent
    }
  }

  /// An agent's beginning: all that must be the same when it goes on later.
  package struct AgentStart: Hashable, Sendable {
    package var program: String
    package var run: String

    /// The agent's name, as its definition has it.
    package var agent: String

    /// Which of the run's tasks this is, such as `review 1`, or `review 1, call toolu_7` for an agent that was sent: the same
    /// task has the same name in another run.
    package var job: String

    /// A hash of the definition's text.
    package var definition: String

    /// A hash of what the agent works on.
    package var subject: String

    /// The models to ask, in their order.
    package var models: [String]

    /// The tools' names, as the model sees them.
    package var tools: [String]

    /// A hash of the tools' whole descriptions.
    package var toolHash: String

    package var system: [SystemSection]

    /// What this one was forked from; nil for none.
    package var parent: Parent?

    /// The job of an agent that was sent.
    ///
    /// - Parameters:
    ///   - call: the id of the call that sent it.
    ///   - job: the job of who sent it.
    package static func job(ofCall call: String, in job: String) -> String { "\(job), call \(call)" }
  }

  /// Where a fork comes from.
  package struct Parent: Hashable, Sendable {
    package var run: String

    /// The name of the agent's file, without its ending; nil for the whole run.
    package var agent: String?

    /// The last line that was taken over; nil for all.
    package var seq: Int?

    package init(run: String, agent: String? = nil, seq: Int? = nil) {
      self.run = run
      self.agent = agent
      self.seq = seq
    }
  }

  /// How an agent ended.
  package struct AgentEnd: Hashable, Sendable {
    package var outcome: Outcome
    package var turns: Int
    package var usage: Usage

    /// What that is in money, with the agents that it sent.
    package var cost: Cost
    package var time: Duration
    package var denials: [PermissionDenial]
  }
}
