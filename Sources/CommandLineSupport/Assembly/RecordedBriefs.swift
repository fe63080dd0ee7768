internal import JSON
package import ProjectContext
internal import Redaction
internal import Synchronization

/// The briefs that a recording holds: `briefs.json` in its folder, beside the exchanges.
///
/// A brief depends on the user's files, on what is remembered and on references that move; without it a replay on another day
/// or another machine would send other requests than those that were recorded.
package final class RecordedBriefs: BriefRecord {
  private static let name = "briefs.json"
  private static let sizeLimit = 16 << 20

  private let file: LocalFile
  private let isRecording: Bool
  private let briefs: Mutex<[String: ProjectBrief]>

  /// - Parameter cassettes: what is recorded or replayed; nil is given when neither is.
  /// - Throws: `CommandLineError` when a recording's briefs cannot be read. A recording of an older version has none.
  package init?(_ cassettes: ConfiguredModel.Cassettes) throws(CommandLineError) {
    guard let folder = cassettes.replay ?? cassettes.record else { return nil }
    file = LocalFile(path: "\(folder)/\(Self.name)", code: .configuration)
    isRecording = cassettes.replay == nil
    guard !isRecording, let contents = try file.read(limit: Self.sizeLimit) else {
      briefs = Mutex([:])
      return
    }
    guard let members = try? JSONValue.parse(contents.bytes).object else {
      throw CommandLineError(.configuration, "\(String(reflecting: file.path)) is damaged; record anew")
    }
    let read = members.mapValues { value in
      ProjectBrief(
        userInstructions: value["user_instructions"]?.string ?? "", memory: value["memory"]?.string ?? "",
        environment: value["environment"]?.string ?? "", repositoryMap: value["repository_map"]?.string ?? "")
    }
    briefs = Mutex(read)
  }

  package func brief(for key: String) -> ProjectBrief? { briefs.withLock { $0[key] } }

  package func keep(_ brief: ProjectBrief, for key: String) throws {
    guard isRecording else { return }
    let redactor = KnownSecrets.ofProcess.redactor
    let all = briefs.withLock { briefs in
      briefs[key] = brief
      return briefs
    }
    let members = all.mapValues { brief -> JSONValue in
      [
        "user_instructions": JSONValue(redactor.redact(brief.userInstructions)),
        "memory": JSONValue(redactor.redact(brief.memory)),
        "environment": JSONValue(redactor.redact(brief.environment)),
        "repository_map": JSONValue(redactor.redact(brief.repositoryMap)),
      ]
    }
    try file.write(Array((JSONValue.object(members).serialized(.indented) + "\n").utf8), mode: 0o600)
  }
}
