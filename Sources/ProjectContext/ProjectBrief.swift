package import Git
internal import SourceText

/// What a prompt says about a project that depends on more than the change and the commit before it: on the user's files, on
/// what is remembered, on the machine, on references that move.
///
/// A recording of a conversation keeps it, so that a replay sends the same bytes wherever and whenever it happens.
package struct ProjectBrief: Hashable, Sendable {
  /// The user's own instructions; empty when there are none.
  package var userInstructions: String

  /// The notes about the repository; empty when there are none.
  package var memory: String

  /// Where the repository stands, and on what system.
  package var environment: String

  /// The map of the code around the change; empty when there is none.
  package var repositoryMap: String

  package init(
    userInstructions: String = "", memory: String = "", environment: String = "", repositoryMap: String = ""
  ) {
    self.userInstructions = userInstructions
    self.memory = memory
    self.environment = environment
    self.repositoryMap = repositoryMap
  }

  /// The environment in a few lines.
  ///
  /// The date is that of the checked out commit: a clock would give every run a prompt of its own.
  package static func environment(_ state: GitState) -> String {
    let lines = [state.text, "System: \(system)"]
    return lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static var system: String {
    #if os(macOS)
      "macOS"
    #elseif os(Linux)
      "Linux"
    #else
      "another one"
    #endif
  }

  /// What a range is called in a recording: its two states.
  package static func key(from base: Snapshot, to head: Snapshot) -> String { "\(name(base))..\(name(head))" }

  private static func name(_ snapshot: Snapshot) -> String {
    switch snapshot {
    case .commit(let id): id.hexadecimal
    case .index: "index"
    case .workTree: "work tree"
    case .empty: "nothing"
    }
  }
}

/// Where briefs are kept and taken from, as in the recording of a conversation.
package protocol BriefRecord: Sendable {
  /// The brief that was given then; nil when none was kept.
  ///
  /// - Parameter key: as `ProjectBrief.key` gives it.
  func brief(for key: String) throws -> ProjectBrief?

  /// Keeps a brief; nothing where nothing is recorded.
  func keep(_ brief: ProjectBrief, for key: String) throws
}
