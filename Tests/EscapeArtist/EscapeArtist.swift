import CEscapes
import Processes

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A program of the tests: the sandbox's launcher, and what a child does that wants out.
///
/// `attempt NAME [FIRST [SECOND]]` prints 0 if the attempt worked and the error number if not. The other words never end
/// well.
@main
enum EscapeArtist {
  static func main() async {
    SandboxLauncher.takeOverIfAsked()
    let words = Array(CommandLine.arguments.dropFirst())
    switch words.first {
    case "attempt" where words.count > 1:
      print(escapes_attempt(words[1], words.count > 2 ? words[2] : nil, words.count > 3 ? words[3] : nil))
    case "leave" where words.count > 1: exit(escapes_leave(words[1]))
    case "hand-on" where words.count > 1: exit(escapes_hand_on(words[1]))
    case "multiply" where words.count > 1: exit(escapes_multiply(Int32(words[1]) ?? 0))
    case "leave-and-wait" where words.count > 1:
      _ = escapes_leave(words[1])
      while true { pause() }
    case "nest" where words.count > 1: exit(escapes_nest(Int32(words[1]) ?? 0))
    case "measure" where words.count > 2: await measure(words[1], Int(words[2]) ?? 1)
    case "crash": escapes_crash()
    case "hidden": print("dumpable \(escapes_dumpable()), then \(ProcessSecrecy.hide() ? escapes_dumpable() : -1)")
    case "hold":
      ProcessSecrecy.hide()
      while true { pause() }
    case "host" where words.count > 3: await host(words)
    default: exit(2)
    }
  }

  /// Prints what a run of `/bin/true` takes, alone and in a sandbox, and what it takes to put that up.
  private static func measure(_ level: String, _ count: Int) async {
    do {
      let clock = ContinuousClock()
      let choice = SandboxChoice(rawValue: level) ?? .auto
      let sandbox = try await Sandbox.prepared(choice: choice)
      let request = ProcessRequest(program: "/bin/true", environment: .exactly([:]))
      var (preparation, alone, confined) = ([Duration](), [Duration](), [Duration]())
      for _ in 0..<count {
        preparation.append(try await clock.measure { _ = try await Sandbox.prepared(choice: choice) })
        alone.append(try await clock.measure { _ = try await ProcessRunner().run(request) })
        confined.append(try await clock.measure { _ = try await sandbox.run(request, under: SandboxPolicy()) })
      }
      for (name, times) in [("preparation", preparation), ("alone", alone), ("in it", confined)] {
        let sorted = times.sorted()
        print("\(sandbox.level.rawValue) \(name): least \(sorted[0]), median \(sorted[count / 2])")
      }
    } catch {
      print(error)
      exit(1)
    }
  }

  /// Runs a child in a sandbox, as a program of the suite does: `host LEVEL FOLDER FILE`; the child leaves its session,
  /// writes its number into the file in the folder, and waits.
  private static func host(_ words: [String]) async {
    do {
      ProcessSecrecy.hide()
      let sandbox = try await Sandbox.prepared(choice: words[1] == "landlock" ? .landlock : .auto)
      let program = try SandboxPolicy.resolved(SandboxLauncher.ownProgram)
      _ = try await sandbox.run(
        ProcessRequest(
          program: program, arguments: ["leave-and-wait", words[2] + "/" + words[3]], environment: .exactly([:]),
          folder: words[2]),
        under: SandboxPolicy(readable: Sandbox.ownFiles(of: program), writable: [words[2]]))
    } catch {
      print(error)
      exit(1)
    }
  }
}
