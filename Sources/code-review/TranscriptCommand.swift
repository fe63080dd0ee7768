import AgentKernel
import ArgumentParser
import CommandLineSupport
import Processes

/// What agents said and did in earlier runs.
struct TranscriptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transcript",
    abstract: "List and show what agents said and did in earlier runs.",
    discussion: """
      A run is named by its name, a beginning of it, or last. Secrets that are known or recognised are taken out before \
      anything is kept. Exit codes: 0 done; 2 usage; 3 a transcript is damaged; 8 no such run.
      """,
    subcommands: [List.self, Show.self, Page.self], defaultSubcommand: List.self)

  /// The folder of transcripts.
  static func folder() throws(CommandLineError) -> TranscriptFolder {
    guard let folder = TranscriptPlace.folder(environment: ProcessEnvironment.currentVariables) else {
      throw CommandLineError(
        .configuration, "there is no place for transcripts: set HOME or XDG_STATE_HOME to an absolute path")
    }
    return folder
  }

  /// The transcripts of the run that a name means.
  static func run(_ name: String) throws -> RunTranscripts {
    let folder = try folder()
    return try folder.read(try TranscriptName.id(name, in: folder, place: nil))
  }
}

extension TranscriptCommand {
  struct List: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
      case text
      case json
    }

    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the runs that are kept, the newest first.")

    @Option(help: "The list's form.")
    var format = Format.text

    func run() async throws {
      let folder = try TranscriptCommand.folder()
      var summaries: [TranscriptSummary] = []
      for id in folder.runs().reversed() {
        do throws(AgentKernelError) {
          summaries.append(TranscriptSummary(try folder.read(id)))
        } catch {
          StandardStream.error.say("code-review: \(error)")
        }
      }
      let list = TranscriptList(summaries)
      try StandardStream.output.write(format == .text ? list.text : list.json)
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a run as text.")

    @Argument(help: ArgumentHelp("The run's name, a beginning of it, or last.", valueName: "run"))
    var name: String

    @Flag(help: "Show long messages and results whole.")
    var all = false

    func run() async throws {
      let run = try TranscriptCommand.run(name)
      let isColored = Terminal(environment: ProcessEnvironment.currentVariables).usesColor(.auto, on: .output)
      try StandardStream.output.write(TranscriptText(isColored: isColored, limit: all ? .max : 40).text(of: run))
    }
  }

  struct Page: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "html", abstract: "Write a run as one page of HTML that needs nothing else.")

    @Argument(help: ArgumentHelp("The run's name, a beginning of it, or last.", valueName: "run"))
    var name: String

    @Option(help: ArgumentHelp("Write into a file in place of the standard output.", valueName: "file"))
    var output: String?

    func run() async throws {
      let page = TranscriptPage.html(of: try TranscriptCommand.run(name))
      try OutputOptions.write(page, into: output, else: .output)
    }
  }
}
