package import AgentKernel
package import ArgumentParser

/// What is kept of a run, and which earlier run it goes on from.
package struct TranscriptOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Go on with a run that was interrupted: its name, or last.", valueName: "run"))
  package var resume: String?

  @Option(
    help: ArgumentHelp(
      "Begin a new run from an earlier one, or from a line of an agent's transcript in it.",
      valueName: "run[/agent][@line]"))
  package var fork: String?

  @Flag(help: "Keep no transcript of this run.")
  package var noTranscript = false

  package init() {}

  /// Whether there is an earlier run to go on from.
  package var namesRun: Bool { resume != nil || fork != nil }

  /// The run to go on from; nil when the options name none.
  ///
  /// - Parameters:
  ///   - folder: where transcripts are.
  ///   - place: where the program works; `last` is the last run of this place.
  /// - Throws: `CommandLineError` for a name that is none; `AgentKernelError` when there is no such run.
  package func origin(in folder: TranscriptFolder?, place: String) throws -> RunRecording.Origin? {
    guard let name = resume ?? fork else { return nil }
    guard resume == nil || fork == nil else {
      throw CommandLineError(.usage, "--resume and --fork cannot go together")
    }
    guard let folder else {
      throw CommandLineError(
        .configuration, "there is no place for transcripts: set HOME or XDG_STATE_HOME to an absolute path")
    }
    let (run, agent, line) = try Self.parts(of: name, isFork: fork != nil)
    let transcripts = try folder.read(try TranscriptName.id(run, in: folder, place: place))
    guard agent != nil || line != nil else { return RunRecording.Origin(transcripts, isFork: fork != nil) }
    guard let chosen = transcripts.agents.first(where: { agent == nil || $0.name == agent }) else {
      let known = transcripts.agents.map(\.name).joined(separator: ", ")
      throw CommandLineError(.usage, "--fork: the run \(run) has no agent \(quoted(agent ?? "")); it has: \(known)")
    }
    guard let line else { return RunRecording.Origin(transcripts, isFork: true) }
    return RunRecording.Origin(transcripts, isFork: true, cut: (chosen.name, line))
  }

  private static func parts(
    of name: String, isFork: Bool
  ) throws(CommandLineError) -> (run: String, agent: String?, line: Int?) {
    guard isFork else { return (name, nil, nil) }
    let halves = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let names = halves[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    var line: Int?
    if halves.count == 2 {
      guard let number = Int(halves[1]), number > 1 else {
        throw CommandLineError(.usage, "--fork: \(quoted(String(halves[1]))) is no line of a transcript from 2 on")
      }
      line = number
    }
    return (String(names[0]), names.count == 2 ? String(names[1]) : nil, line)
  }
}
