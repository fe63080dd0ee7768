import Foundation
import JSON
import TestSupport

/// Real repositories, a campaign over them, and a script in the place of `refactor run` that makes one commit in each.
struct CampaignProject {
  let builder: RepositoryBuilder
  let place: String
  let program: ProgramRunner

  /// - Parameters:
  ///   - names: repositories; one that begins with `red` fails, `crash` ends by a signal, `wait` waits for the file `go`.
  ///   - settings: further lines of the campaign's file.
  ///   - run: what is done to each.
  init(_ names: [String], settings: String = "", run: String = "{recipe: tidy}") throws {
    builder = try RepositoryBuilder()
    place = builder.sibling("place")
    program = try ProgramRunner(named: "refactor")
    for name in names {
      try FileManager.default.createDirectory(atPath: "\(place)/\(name)", withIntermediateDirectories: true)
      try builder.git(arguments: ["init", "--quiet", "--initial-branch=main", "\(place)/\(name)"])
      try "text of \(name)\n".write(toFile: "\(place)/\(name)/file.txt", atomically: true, encoding: .utf8)
      try builder.git(arguments: ["-C", "\(place)/\(name)", "add", "--all"])
      try builder.git(arguments: ["-C", "\(place)/\(name)", "commit", "--quiet", "--message", "first"])
    }
    try builder.writeScript(builder.sibling("stand-in"), Self.standIn)
    try """
    name: tidy
    description: Each repository gets one commit.
    run: \(run)
    units: {kind: repository, include: "**"}
    retries: 0
    \(settings)

    """.write(toFile: "\(place)/campaign.yml", atomically: true, encoding: .utf8)
  }

  var state: String { builder.sibling("state") }

  /// The journal of the whole campaign.
  var journal: String { "\(state)/shard-1-of-1.jsonl" }

  /// Starts the program, which takes the script for itself, since that is what it was called by.
  func start(_ arguments: [String], hasState: Bool = true) throws -> RunningProgram {
    let shell = ProgramRunner(path: "/bin/bash")
    return try shell.start(
      ["-c", #"exec -a "$0" "$@""#, builder.sibling("stand-in"), program.path, "campaign"] + arguments
        + (hasState ? ["--state", state] : []), in: place, environment: environment)
  }

  /// Runs the program with children of its own kind.
  func runForReal(_ arguments: String...) async throws -> ProgramResult {
    try await program.run(["campaign"] + arguments + ["--state", state], in: place, environment: environment)
  }

  func run(_ arguments: String..., hasState: Bool = true) async throws -> ProgramResult {
    try await start(arguments, hasState: hasState).result()
  }

  /// What a run has made: the last report, without what differs between two runs that end alike.
  func outcome() async throws -> JSONValue {
    let result = try await run("campaign.yml", "--status", "--format", "json")
    guard case .object(var report) = try JSONValue.parse(result.output) else { return .null }
    for key in ["start_milliseconds", "end_milliseconds", "endings"] { report[key] = nil }
    report["units"] = .array(
      (report["units"]?.array ?? []).map { unit in
        .object((unit.object ?? [:]).filter { !["attempts", "milliseconds"].contains($0.key) })
      })
    return .object(report)
  }

  /// Waits until the journal has a number of lines; false when the program ends before that.
  func waitForJournal(lines: Int) async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
      let text = (try? String(contentsOfFile: journal, encoding: .utf8)) ?? ""
      if text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) >= lines { return }
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  private var environment: [String: String] {
    [
      "HOME": builder.home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
      "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_AUTHOR_DATE": "1700000000 +0000",
      "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com", "GIT_COMMITTER_DATE": "1700000000 +0000",
    ]
  }

  /// A commit of the branch's name on top of HEAD, made once, however often it is tried.
  private static let standIn = #"""
    #!/bin/sh
    while [ $# -gt 0 ]; do
      case $1 in
      --output) report=$2 ;;
      --repository) repository=$2 ;;
      --branch) branch=$2 ;;
      --check) check=1 ;;
      --dry-run) dry=1 ;;
      esac
      shift
    done
    cd "$repository" || exit 8
    echo $$ >> ../children
    case ${repository##*/} in
    red*) echo "refactor: the tests of $repository are red" >&2; exit 8 ;;
    crash*) kill -SEGV $$ ;;
    wait*) while [ ! -e ../go ]; do sleep 0.02; done ;;
    esac
    if [ -n "$dry" ]; then
      printf '%s' '{"done":1,"difference":"--- a/file.txt\n+++ b/file.txt\n-text\n+tidy\n","failures":[]}'; exit 0
    fi
    if [ -n "$check" ]; then echo '{}' > "$report"; exit 1; fi
    if ! git rev-parse --quiet --verify "refs/heads/$branch" > ../found; then
      commit=$(git commit-tree -p HEAD -m "tidy" 'HEAD^{tree}') && git update-ref "refs/heads/$branch" "$commit" ''
    fi
    commit=$(git rev-parse "refs/heads/$branch")
    gates='[{"gate":"tests","verdict":"passed"}]'
    echo "{\"reference\":\"refs/heads/$branch\",\"steps\":[{\"state\":\"done\",\"commit\":\"$commit\",\"gates\":$gates}]}" > "$report"
    """#
}
