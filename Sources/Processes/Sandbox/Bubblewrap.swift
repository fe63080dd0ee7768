#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The program `bwrap`, which gives a child namespaces of its own: no network, no other processes, no other files.
enum Bubblewrap {
  /// Where it is looked for: never on a `PATH` that might lead into a repository.
  static let places = ["/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap"]

  /// The absolute path of the program; nil when it is not installed.
  static var path: String? { places.first { access($0, X_OK) == 0 } }

  /// The descriptor on which the launcher within answers the one outside.
  private static let channel: Int32 = 3

  /// The arguments that start the launcher within namespaces of its own, without those of the child at the end.
  ///
  /// - Parameters:
  ///   - plan: what holds for the child.
  ///   - launcher: the absolute path of this program.
  ///   - libraries: what this program loads from outside the system's folders, so that it can start within.
  static func arguments(for plan: LaunchPlan, launcher: String, libraries: [String]) -> [String] {
    var words = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    if plan.policy.allowsNetwork { words.append("--share-net") }
    words += ["--proc", "/proc", "--dev", "/dev"]
    words += SystemPaths.folders.flatMap(systemFolder)
    var system = SystemPaths.presentConfiguration() + SystemPaths.kernel.filter { $0 != "/proc" }
    if plan.policy.allowsNetwork { system += SystemPaths.nameResolution }
    words += system.flatMap { ["--ro-bind-try", $0, $0] }
    words += ([launcher] + libraries).flatMap { ["--ro-bind", $0, $0] }
    words += binds(plan.policy)

    var inner = plan
    inner.bubblewrap = nil
    inner.parent = 0
    inner.channel = channel
    return words + ["--chdir", "/", "--", launcher, SandboxLauncher.word, inner.text]
  }

  /// The mounts of a policy, a folder before what lies in it.
  private static func binds(_ policy: SandboxPolicy) -> [String] {
    let writable = policy.writable.map { (path: $0, option: "--bind") }
    let readable = policy.readable.filter { path in
      !policy.writable.contains { SandboxPolicy.contains($0, path) }
        && !SystemPaths.folders.contains { SandboxPolicy.contains($0, path) }
    }.map { (path: $0, option: "--ro-bind-try") }
    return (writable + readable).sorted { $0.path < $1.path }.flatMap { [$0.option, $0.path, $0.path] }
  }

  /// A folder of the system, or the link that stands in its place.
  private static func systemFolder(_ path: String) -> [String] {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink(path, &buffer, buffer.count)
    if length > 0 {
      return ["--symlink", String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self), path]
    }
    return ["--ro-bind-try", path, path]
  }
}
