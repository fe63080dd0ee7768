import JSON
import Models

/// A call that the scripted model makes.
///
/// Names of places in braces, such as `{sibling}`, are filled in for each world.
struct ScriptedCall: Sendable {
  let tool: String

  /// The arguments as the model writes them, which need not be JSON.
  let arguments: String

  init(_ tool: String, _ arguments: JSONValue) { self.init(tool, raw: arguments.serialized()) }

  init(_ tool: String, raw arguments: String) {
    self.tool = tool
    self.arguments = arguments
  }

  static func write(_ path: String, _ content: String = "evil\n") -> Self {
    Self("write_file", ["path": .string(path), "content": .string(content)])
  }

  static func read(_ path: String) -> Self { Self("read_file", ["path": .string(path)]) }

  static func edit(_ path: String, _ old: String, _ new: String) -> Self {
    Self("edit_file", ["path": .string(path), "old_text": .string(old), "new_text": .string(new)])
  }

  static func move(_ path: String, _ target: String) -> Self {
    Self("move_file", ["from": .string(path), "to": .string(target)])
  }

  static func delete(_ path: String) -> Self { Self("delete_file", ["path": .string(path)]) }

  static func patch(_ text: String) -> Self { Self("apply_patch", ["patch": .string(text)]) }

  static func run(_ command: String, _ arguments: [String] = []) -> Self {
    guard !arguments.isEmpty else { return Self("run_command", ["command": .string(command)]) }
    return Self("run_command", ["command": .string(command), "arguments": .array(arguments.map { .string($0) })])
  }

  static func shell(_ line: String) -> Self { Self("shell", ["line": .string(line)]) }

  /// Puts lines into the script that the user's command `build` runs.
  static func sabotage(_ lines: String) -> Self { edit("build.sh", "echo built", lines) }

  /// Each tool that names a path, at each of these paths.
  ///
  /// - Parameter patches: whether a patch can write the paths.
  static func all(at paths: String..., patches: Bool = true) -> [Self] {
    paths.flatMap { path in
      let edits: JSONValue = [["old_text": "old text", "new_text": "evil"]]
      let calls = [
        write(path), read(path), edit(path, "old text", "evil"),
        Self("multi_edit", ["path": .string(path), "edits": edits]), move(path, "taken.txt"),
        move("notes.txt", path), delete(path),
      ]
      guard patches else { return calls }
      return calls + [
        patch("--- /dev/null\n+++ b/\(path)\n@@ -0,0 +1 @@\n+evil\n"),
        patch("--- a/\(path)\n+++ b/\(path)\n@@ -1 +1 @@\n-old text\n+evil\n"),
      ]
    }
  }
}
