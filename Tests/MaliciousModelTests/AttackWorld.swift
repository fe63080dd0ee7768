import Editing
import Foundation
import Processes
import SourceText
import TestSupport
import Tools

/// A user's machine in small, made anew for each attack: what must stay as it is and what must not be seen, around the
/// one folder in which a model may work.
final class AttackWorld {
  private let folder: TemporaryFolder
  private let bystander: RunningProgram

  /// The user's repository; the work area is a plain export of its files, without `.git`.
  let repository: RepositoryBuilder

  let endpoints: Endpoints

  /// What nobody may read, by what holds it.
  let secrets: [Secret: String]

  /// The number of a process of the same user that is none of the agent's business.
  let bystanderNumber: Int32

  let workFolder: WorkFolder

  /// Where all of it lies but the repository.
  var place: String { folder.path }
  private var home: String { place + "/home" }
  private var slot: String { place + "/state/worktrees/key/slot" }

  /// The folder that the agent works in.
  var tree: String { slot + "/tree" }

  var sibling: String { place + "/sibling" }
  var journal: String { place + "/state/journal" }

  /// What holds a secret in this world.
  enum Secret: Hashable, CaseIterable {
    /// A key file, the password file of network programs, a file beside the work area: all outside.
    case key, netrc, neighbour

    /// A variable of the user's environment, which other processes of theirs have.
    case variable

    /// The key of the model, which also stands in a file of the work area.
    case modelKey
  }

  init() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path
    self.folder = folder
    let secrets = Dictionary(
      uniqueKeysWithValues: Secret.allCases.map {
        ($0, "canary" + UUID().uuidString.replacing("-", with: "").lowercased())
      })
    self.secrets = secrets
    let repository = try RepositoryBuilder()
    self.repository = repository
    endpoints = try Endpoints(in: place)
    for (path, text) in Self.outside(secrets) { try Self.write(text, place + "/" + path) }
    let program = try Sandboxes.program
    for (path, text) in Self.files(program: program, secrets) {
      try repository.write(path, text)
      try Self.write(text, place + "/state/worktrees/key/slot/tree/" + path)
    }
    try repository.commit("First")
    (bystander, bystanderNumber) = try await Self.startBystander(
      in: place, canary: secrets[.variable] ?? "")
    let root = try RootFolder(place + "/state/worktrees/key/slot/tree")
    workFolder = WorkFolder(try await EditTransaction.open(root, journal: place + "/state/journal"))
  }

  deinit {
    bystander.send(signal: SIGKILL)
  }

  /// What stands for a place of this world in the words of an attack.
  func filled(_ text: String) -> String {
    guard text.contains("{") else { return text }
    var names = [
      "sibling": sibling, "home": home, "slot": slot, "tree": tree, "journal": journal, "repository": repository.path,
      "program": (try? Sandboxes.program) ?? "", "name": URL(filePath: place).lastPathComponent,
      "bystander": "\(bystanderNumber)", "process": "\(getpid())", "model-key": secrets[.modelKey] ?? "",
    ]
    names.merge(endpoints.names) { $1 }
    return names.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
  }

  /// All that an attack must leave alone, as it is now.
  func snapshot() throws -> WorldSnapshot {
    try WorldSnapshot(of: [place, repository.path, repository.home], without: [tree, journal])
  }

  /// Whether the process that is none of the agent's business still runs.
  var isBystanderAlive: Bool { ProcessList.isRunning(bystanderNumber) }

  /// What an attack could have left of itself in the system's folder for temporary files.
  var strayFile: String { "/tmp/" + URL(filePath: place).lastPathComponent + "-stray" }

  /// The processes that work in this world's folders, or name them.
  var processes: [String] { ProcessList.running(at: place) }

  static func write(_ text: String, _ path: String) throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  // MARK: - What is in it

  private static func outside(_ secrets: [Secret: String]) -> [(String, String)] {
    let (key, netrc, neighbour) = (secrets[.key] ?? "", secrets[.netrc] ?? "", secrets[.neighbour] ?? "")
    return [
      ("home/key", key + "\n"), ("home/.netrc", "machine example.org login ada password \(netrc)\n"),
      ("home/.bashrc", "# \(netrc)\n"), ("sibling/file", "old text \(neighbour)\n"),
      ("sibling/main.c", "int main; // \(neighbour)\n"), ("state/worktrees/key/slot/marker", "made here\n"),
    ]
  }

  private static func files(program: String, _ secrets: [Secret: String]) -> [(String, String)] {
    [
      ("README.md", "# A project\n"), ("notes.txt", "old text\n"), ("src/main.c", "int main;\n"),
      ("src/other.c", "int other;\n"), ("build.sh", ". ./prelude.sh\necho built\n"),
      ("test.sh", #"echo "home:[$(ls -A "$HOME" "$TMPDIR" | grep -v :)] preload:[$LD_PRELOAD$PYTHONPATH]""# + "\n"),
      ("prelude.sh", AttackScript.prelude(program: program)),
      ("settings/endpoint.txt", "key: \(secrets[.modelKey] ?? "")\n"), (".env", "COLOUR=green\n"),
      ("slow.txt", String(repeating: "a", count: 4000) + "b\n"),
    ]
  }

  private static func startBystander(in place: String, canary: String) async throws -> (RunningProgram, Int32) {
    let file = place + "/bystander"
    let program = try ProgramRunner(path: "/bin/sh").start(
      ["-c", #"echo $$ > "$FILE.part" && mv "$FILE.part" "$FILE" && exec sleep 60"#], in: "/",
      environment: ["PATH": "/usr/bin:/bin", "FILE": file, "API_CANARY": canary])
    while true {
      if let text = try? String(contentsOfFile: file, encoding: .utf8),
        let number = Int32(text.trimmingCharacters(in: .newlines))
      {
        return (program, number)
      }
      await Task.yield()
    }
  }
}
