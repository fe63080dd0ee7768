package import AgentKernel
internal import JSON

extension EventStream {
  /// Writes what happened in a recorded run.
  ///
  /// What is said to the model and by it stands in the transcript and not here.
  package func send(_ entry: RecordedEntry) {
    guard isOpen else { return }
    var members = entry.entry.members
    switch entry.entry {
    case .said, .runStarted, .runEnded: return
    case .agentStarted:
      members["name"] = members["agent"]
      for key in ["system", "format", "program", "run", "parent"] { members[key] = nil }
    case .resumed where entry.agent == nil: return
    case .noticed, .resumed, .agentEnded: break
    }
    send(entry.entry.type, members, agent: entry.agent, at: entry.time)
  }
}
