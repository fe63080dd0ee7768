import Processes
import Verification

/// The commands that the user of an attacked world has configured.
enum UserCommands {
  /// Small, so that a trial meets them soon.
  static let limits = ProcessLimits(
    processorSeconds: 2, memory: 1 << 30, processes: 512, fileSize: 8 << 20, openFiles: 256)

  static func all() throws -> [ConfiguredCommand] {
    let readable = Sandbox.ownFiles(of: try Sandboxes.program)
    func command(
      _ name: String, _ words: [String], takesArguments: Bool = false, deadline: Duration = .seconds(60)
    ) -> ConfiguredCommand {
      ConfiguredCommand(
        name: name, words: words, takesArguments: takesArguments, deadline: deadline, limits: limits,
        readable: readable)
    }
    return [
      command("build", ["/bin/sh", "build.sh"]), command("brief", ["/bin/sh", "build.sh"], deadline: .seconds(2)),
      command("test", ["/bin/sh", "test.sh"]), command("list", ["ls"]),
      command("show", ["/bin/echo", "arguments:"], takesArguments: true),
    ]
  }
}
