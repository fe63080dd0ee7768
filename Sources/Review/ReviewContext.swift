package import ProjectContext

/// What a reviewing model is told besides the change and what the project's maintainers have written.
package struct ReviewContext: Sendable {
  /// Takes a note that an agent proposes and a few words on the run that it comes from; gives what the agent is told.
  package typealias NoteProposal = @Sendable (_ text: String, _ source: String) async -> String

  /// The user's own instructions; nil when there are none.
  package var userInstructions: String?

  /// The notes about the repository, within a limit of bytes; asked only when a model reviews.
  package var memory: @Sendable (_ sizeLimit: Int) async -> String

  /// Takes the notes that an agent proposes; nil when it may propose none.
  package var proposeNote: NoteProposal?

  /// Whether the model is told where the repository stands.
  package var tellsEnvironment: Bool

  /// Tokens of the repository map; 0 for none.
  package var mapTokens: Int

  /// Where what a map is made of is kept, an absolute path; nil to keep nothing.
  package var mapCacheFolder: String?

  /// How long making a map may take; when it is over, a review goes without.
  package var mapTime: Duration

  /// Where briefs are kept and taken from; nil when nothing is recorded or replayed.
  package var record: (any BriefRecord)?

  package init(
    userInstructions: String? = nil, memory: @escaping @Sendable (_ sizeLimit: Int) async -> String = { _ in "" },
    proposeNote: NoteProposal? = nil, tellsEnvironment: Bool = true, mapTokens: Int = 0,
    mapCacheFolder: String? = nil, mapTime: Duration = .seconds(2), record: (any BriefRecord)? = nil
  ) {
    self.userInstructions = userInstructions
    self.memory = memory
    self.proposeNote = proposeNote
    self.tellsEnvironment = tellsEnvironment
    self.mapTokens = mapTokens
    self.mapCacheFolder = mapCacheFolder
    self.mapTime = mapTime
    self.record = record
  }
}
