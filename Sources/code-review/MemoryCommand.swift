import ArgumentParser
import CommandLineSupport
import Git
import JSON
import Processes
import Store

/// What agents are told about a repository in every run.
struct MemoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory",
    abstract: "Show or change the notes about this repository, which agents are told in every review.",
    discussion: """
      A note is what no file says and what a reviewer should know. Agents may propose notes where you set memory: propose; \
      what they propose counts only when you accept it, since a repository can put words into an agent's mouth. Notes stay \
      on this machine, but for what goes to your model's provider.
      """,
    subcommands: [List.self, Add.self, Accept.self, Remove.self, Clear.self], defaultSubcommand: List.self)

  /// The notes of the repository that the options name.
  static func notes(of options: RepositoryOptions) async throws -> ProjectNotes {
    guard let folder = StateFolder.path(environment: ProcessEnvironment.currentVariables) else {
      throw CommandLineError(
        .configuration, "there is no place for what is remembered: set HOME or XDG_STATE_HOME to an absolute path")
    }
    return ProjectNotes(of: try await options.open().location, in: folder)
  }

  /// Says that there is no note of a number.
  static func missing(_ id: Int) -> CommandLineError {
    CommandLineError(.configuration, "there is no note \(id) about this repository; memory list shows their numbers")
  }
}

extension MemoryCommand {
  struct List: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
      case text
      case json
    }

    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show the notes, and what agents have proposed.")

    @Option(help: "The list's form.")
    var format = Format.text

    @OptionGroup var repository: RepositoryOptions

    func run() async throws {
      let list = NoteList(try await MemoryCommand.notes(of: repository).all())
      try StandardStream.output.write(format == .text ? list.text : list.json.serialized(.indented) + "\n")
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Add a note: one line, at most 500 bytes, and 4 KiB for all together.")

    @Argument(help: "The note.")
    var text: String

    @OptionGroup var repository: RepositoryOptions

    func run() async throws {
      let note = try await MemoryCommand.notes(of: repository).add(text)
      try StandardStream.output.write(NoteList([note]).text)
    }
  }

  struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept", abstract: "Let a proposal of an agent's count. Read it first.")

    @Argument(help: "The note's number.")
    var id: Int

    @OptionGroup var repository: RepositoryOptions

    func run() async throws {
      guard let note = try await MemoryCommand.notes(of: repository).accept(id) else {
        throw MemoryCommand.missing(id)
      }
      try StandardStream.output.write(NoteList([note]).text)
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Forget a note or a proposal.")

    @Argument(help: "The note's number.")
    var id: Int

    @OptionGroup var repository: RepositoryOptions

    func run() async throws {
      guard try await MemoryCommand.notes(of: repository).remove(id) > 0 else { throw MemoryCommand.missing(id) }
      StandardStream.error.say("code-review: note \(id) is forgotten.")
    }
  }

  struct Clear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "clear", abstract: "Forget all notes about this repository, or all proposals.")

    @Flag(help: "Only what agents have proposed.")
    var proposals = false

    @OptionGroup var repository: RepositoryOptions

    func run() async throws {
      let count = try await MemoryCommand.notes(of: repository).remove(proposalsOnly: proposals)
      StandardStream.error.say("code-review: \(count) \(proposals ? "proposals" : "notes") are forgotten.")
    }
  }
}
