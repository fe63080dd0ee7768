extension TranscriptEntry.AgentStart {
  /// Checks that an agent which was begun like this may go on as another beginning says.
  ///
  /// Else the provider's cache and the conversation would not hold: a model would be shown tools that it never had, or
  /// would speak of lines that are no longer there.
  ///
  /// - Throws: `AgentKernelError`: `.changedSetup` for another definition, other models or other tools, `.changedSubject`
  ///   when it would work on something else.
  func check(against new: TranscriptEntry.AgentStart) throws(AgentKernelError) {
    func changed(_ what: String) -> AgentKernelError {
      AgentKernelError(.changedSetup, "the run cannot go on: \(what); begin a new one")
    }
    if definition != new.definition { throw changed("the definition of the agent \(new.agent) is another now") }
    if models != new.models {
      throw changed(
        "it was begun with \(models.joined(separator: ", ")), not with \(new.models.joined(separator: ", "))")
    }
    if toolHash != new.toolHash { throw changed("the tools of the agent \(new.agent) are others now") }
    if subject != new.subject {
      throw AgentKernelError(
        .changedSubject, "the run cannot go on: what it worked on has changed since; begin a new one")
    }
  }
}
