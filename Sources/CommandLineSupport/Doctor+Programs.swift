internal import Evidence
internal import Processes
internal import Tools
internal import Verification

extension Doctor {
  /// The programs that the configuration names, each with the place where it was found.
  ///
  /// - Parameters:
  ///   - configuration: what is set.
  ///   - workTree: the repository's work tree, from which no linter is taken; nil when there is none.
  func programLines(_ configuration: Configuration, workTree: String?) -> [Line] {
    var lines: [Line] = []
    for command in configuration.commands.map({ $0.value }) {
      lines.append(
        line("command", command.name) { () throws(VerificationError) in
          try command.programPath(variables: environment)
        })
    }
    let extensions =
      configuration.tools.map { ("tool", $0.value.name, $0.value.program) }
      + configuration.hooks.map { ("agents' hook", $0.value.name, $0.value.program) }
    for (subject, name, program) in extensions {
      lines.append(
        line(subject, name) { () throws(VerificationError) in try program.programPath(variables: environment) })
    }
    let searched = ProgramFolders.searched(environment: environment, outside: workTree)
    for linter in configuration.linters.map({ $0.value }) {
      lines.append(
        line("linter", linter.kind.rawValue) { () throws(ProcessError) in
          try linter.programPath(searched: searched, home: environment["HOME"])
        })
    }
    return lines
  }

  private func line<Failure: Error>(_ subject: String, _ name: String, _ find: () throws(Failure) -> String) -> Line {
    do throws(Failure) {
      return Line(state: .good, subject: subject, text: "\(name): \(try find())")
    } catch {
      return Line(state: .bad, subject: subject, text: "\(name): \(error)")
    }
  }
}
