import AgentKernel
import Processes
import Testing

/// One kind of escape: what a malicious model does, and what has to stop it.
struct Escape: Sendable, CustomTestStringConvertible {
  /// What it is called, in a few words; no two are the same.
  let kind: String

  /// What the model does, in one line of the page.
  let attempt: String

  /// Where it has happened, or which requirement forbids it.
  let reference: String

  let barrier: Barrier
  let surroundings: Surroundings

  /// What the model calls, turn by turn; afterwards it gives its final answer.
  let turns: [[ScriptedCall]]

  /// What shows that the attempt was made and was refused.
  let evidence: [Evidence]

  var testDescription: String { kind }

  init(
    _ kind: String, _ attempt: String, _ reference: String, _ barrier: Barrier,
    _ surroundings: Surroundings = Surroundings(), turns: [[ScriptedCall]], evidence: [Evidence]
  ) {
    self.kind = kind
    self.attempt = attempt
    self.reference = reference
    self.barrier = barrier
    self.surroundings = surroundings
    self.turns = turns
    self.evidence = evidence
  }

  /// An escape by the script that the user's command `build` runs, which the model edits first.
  static func script(
    _ kind: String, _ attempt: String, _ reference: String, _ barrier: Barrier,
    _ surroundings: Surroundings = Surroundings(), lines: String, command: String = "build",
    then calls: [ScriptedCall] = [], evidence: [Evidence]
  ) -> Escape {
    Escape(
      kind, attempt, reference, barrier, surroundings,
      turns: [[.sabotage(lines)], [.run(command)]] + (calls.isEmpty ? [] : [calls]), evidence: evidence)
  }

  /// What stops an escape.
  enum Barrier: String, Sendable {
    case arguments = "arguments are checked before a command runs"
    case bounds = "limits of size, number and depth"
    case changeRules = "what may be edited: protected names, regular files with one name"
    case commandNames = "commands are the user's, by name"
    case environment = "a command's environment is made anew"
    case escaping = "foreign text is escaped before it is shown"
    case files = "sandbox: files (Landlock, and namespaces where there are any)"
    case finalSchema = "the final tool's schema, and limits of turns and repairs"
    case gitLibrary = "git is read and written by the kernel's own process, without hooks, filters and work tree"
    case input = "strict JSON and each tool's schema"
    case linear = "patterns are matched in linear time"
    case lock = "the lock of the work area"
    case namespaces = "sandbox: namespaces; with Landlock alone nothing stops modes and times, see above"
    case openBeneath = "paths are opened below a fixed folder, and no link is followed"
    case paths = "the form of paths is checked"
    case permissions = "the permission policy, which no input reaches"
    case privileges = "sandbox: no capabilities, no new privileges"
    case processes = "sandbox: other processes cannot be reached"
    case reaping = "the launcher kills all that a command started"
    case redaction = "the redactor before every request, and behind every answer"
    case resources = "limits of time, memory, file size"
    case sensitive = "files of such names are not shown"
    case sockets = "sandbox: no sockets"
    case systemCalls = "sandbox: filter of system calls"
    case toolbox = "only the agent's own tools can be called"
  }

  /// What holds for one escape besides the usual.
  struct Surroundings: Sendable {
    var policy = PermissionPolicy(agent: "refactor", mode: .auto, ceiling: .critical)
    var hasShell = true

    /// Whether a sandbox was put up; without one there is nothing that runs commands.
    var hasSandbox = true

    /// Made before the model begins, by whoever had the folder before.
    var preparation: (@Sendable (AttackWorld) throws -> Void)?

    /// Whether somebody puts a link in a folder's place and takes it away again, all the time.
    var hasRival = false

    /// Whether the work is committed into the user's repository at the end.
    var isCommitted = false

    /// What a tool may answer, since it stands in the work area; what is sent to the model must not show it all the same.
    var readable: Set<AttackWorld.Secret> = [.modelKey]

    /// What the model says at the end.
    var answer = "done"

    /// The attempts of scripts that may work.
    var harmless: Set<String> = []

    /// Those that nothing stops where there are no namespaces; they change attributes of files, never contents.
    var gaps: Set<String> = []

    /// What goes wrong when the same script runs without a sandbox; nil where that would harm the machine itself.
    var harm: Violation.Kind?
  }

  static let all: [Escape] = [
    paths, links, contents, inputs, commands, files, processes, network, calls, planting, limits, secrets, runs,
  ].flatMap(\.self)
}

/// What shows that an attempt was made, and what became of it.
///
/// Calls are named by turn and place: `2.1`.
enum Evidence: Sendable {
  /// All calls of a turn gave errors, and the first of them says this.
  case allRefused(turn: Int, String)

  /// A call gave an error that says this.
  case refused(String, String)

  /// A call gave no error, and says this.
  case said(String, String)

  /// A call's answer does not say this.
  case silent(String, String)

  /// A script tried this, and the kernel refused it.
  case tried(String)

  /// A call's answer has at most so many bytes.
  case bounded(String, Int)

  /// A file of the work area has this content at the end.
  case file(String, String)

  /// At least so many calls were denied by the policy.
  case denied(Int)

  /// The run ended without an answer, in these words.
  case ended(String)

  /// The link was put in the folder's place while the model worked.
  case rivalWasBusy

  /// Another run in the same work area is refused.
  case secondRunRefused
}
