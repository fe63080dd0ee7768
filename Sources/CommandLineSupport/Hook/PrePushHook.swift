/// The hook of one repository: what is there, and what is to become of it.
package struct PrePushHook: Sendable {
  private enum Existing {
    case nothing
    case ours(String)
    case foreign
  }

  private static let sizeLimit = 1 << 20

  private let location: HookLocation

  /// Where git looks for the hook.
  package var path: String { "\(location.folder)/\(HookScript.name)" }
  private var keptPath: String { "\(location.folder)/\(HookScript.keptName)" }

  package init(location: HookLocation) {
    self.location = location
  }

  /// Whether a hook of ours is there.
  package var isInstalled: Bool {
    if case .ours = existing { true } else { false }
  }

  /// Whether the program that our hook runs is there; nil when no hook of ours is.
  package var isProgramThere: Bool? {
    guard case .ours(let text) = existing else { return nil }
    return HookScript.program(in: text).map { LocalFile(path: $0).exists } ?? false
  }

  /// Decides how to install the hook.
  ///
  /// - Parameters:
  ///   - program: the absolute path of the program that the hook is to run.
  ///   - force: whether to write also where the location speaks against it.
  /// - Throws: `CommandLineError` with code `.hook`.
  package func installation(of program: String, force: Bool = false) throws(CommandLineError) -> HookPlan {
    guard program.hasPrefix("/"), !program.utf8.contains(where: { $0 == 0 || $0 == 10 }) else {
      throw CommandLineError(.hook, "the program \(quoted(program)) is not an absolute path that a script can hold")
    }
    let script = HookScript(program: program)
    if let obstacle = location.obstacle, !force {
      return .printLine(reason: obstacle, hook: path, line: script.line)
    }
    switch existing {
    case .nothing: return .write(path: path, contents: script.text)
    case .ours(script.text): return .nothing(reason: "the hook is installed already: \(path)")
    case .ours: return .write(path: path, contents: script.text)
    case .foreign:
      guard !LocalFile(path: keptPath).exists else {
        throw CommandLineError(
          .hook,
          "\(quoted(path)) is not ours, and \(quoted(keptPath)) is there from an earlier installation; remove one of them"
        )
      }
      return .chain(path: path, keptPath: keptPath, contents: script.text)
    }
  }

  /// Decides how to remove the hook; what is not ours stays.
  package func removal() -> HookPlan {
    let hasKept = LocalFile(path: keptPath).exists
    switch existing {
    case .nothing:
      return hasKept ? .restore(path: path, keptPath: keptPath) : .nothing(reason: "there is no hook of ours")
    case .ours: return hasKept ? .restore(path: path, keptPath: keptPath) : .remove(path: path)
    case .foreign: return .nothing(reason: "the hook \(path) is not ours")
    }
  }

  private var existing: Existing {
    let file = LocalFile(path: path)
    guard file.exists else { return .nothing }
    guard let contents = try? file.read(limit: Self.sizeLimit) else { return .foreign }
    let text = String(decoding: contents.bytes, as: UTF8.self)
    return HookScript.isOurs(text) ? .ours(text) : .foreign
  }
}
