/// The settings with which git runs no program, whatever a configuration file names.
///
/// They are given with `-c`, which stands above all files. Only plumbing is called, and with options that ask for none
/// of these programs; the settings are the second lock on the same door.
enum HarmlessSettings {
  /// Against programs with a fixed name.
  static let fixed = [
    "protocol.allow=never", "core.fsmonitor=false", "core.untrackedCache=false", "core.hooksPath=/dev/null",
    "core.pager=cat", "core.editor=false", "sequence.editor=false", "core.sshCommand=false", "core.askPass=false",
    "core.gitProxy=none", "core.alternateRefsCommand=false", "core.attributesFile=/dev/null", "credential.helper=",
    "diff.external=true", "gpg.program=false", "gpg.ssh.program=false", "gpg.x509.program=false",
    "uploadpack.packObjectsHook=false", "blame.ignoreRevsFile=", "submodule.recurse=false", "gc.auto=0",
    "maintenance.auto=false", "log.showSignature=false", "core.quotePath=false",
    // Larger blobs are streamed instead of being loaded.
    "core.bigFileThreshold=32m",
  ]

  /// Against programs whose names are chosen by a configuration file.
  ///
  /// - Parameter names: the names of all settings, as `git config --list --name-only` gives them.
  /// - Throws: `GitError` with code `.unsupported` for a name that cannot be set on a command line.
  static func blanking(_ names: some Sequence<Substring>) throws(GitError) -> [String] {
    var settings: Set<String> = []
    for name in names {
      guard let first = name.firstIndex(of: "."), let last = name.lastIndex(of: ".") else { continue }
      let section = name[..<first]
      guard let value = value(section: section, variable: name[name.index(after: last)...], isNamed: first < last)
      else { continue }
      guard !name.contains("=") else {
        throw GitError(
          .unsupported,
          "the configuration sets \(quoted(name)), whose name has an equals sign and cannot be turned off; rename it")
      }
      settings.insert("\(name)=\(value)")
    }
    return settings.sorted()
  }

  /// The filters that name a program for what goes from the work tree into a repository.
  static func filters(_ names: some Sequence<Substring>) -> Set<String> {
    Set(
      names.compactMap { name in
        guard name.hasPrefix("filter."), let end = [".clean", ".process"].first(where: name.hasSuffix) else {
          return nil
        }
        return String(name.dropFirst("filter.".count).dropLast(end.count))
      })
  }

  private static func value(section: Substring, variable: Substring, isNamed: Bool) -> String? {
    switch (section, variable) {
    case ("filter", "clean"), ("filter", "smudge"), ("filter", "process"): ""
    case ("filter", "required"): "false"
    // An empty name would be run too; `cat` shows the content as it is.
    case ("diff", "textconv"): "cat"
    case ("diff", "command") where isNamed: "true"
    case ("merge", "driver") where isNamed: "false"
    case ("protocol", "allow"): "never"
    case ("credential", "helper"): ""
    case ("gpg", "program"): "false"
    case ("remote", "uploadpack"), ("remote", "receivepack"): "false"
    case ("pager", _): "false"
    default: nil
    }
  }
}
