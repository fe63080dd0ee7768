/// What ends a command before its work begins: a sentence for the user that says what is wrong, where, and what to do.
package struct CommandLineError: Error, Hashable, CustomStringConvertible {
  /// The kinds of trouble that this room reports.
  package enum Code: Hashable, Sendable {
    /// A configuration file, an environment variable or a flag says something that makes no sense.
    case configuration

    /// An argument makes no sense.
    case usage

    /// The model's key cannot be had from where the configuration says.
    case key

    /// The hook cannot be installed or removed.
    case hook

    /// What is given as a patch is none.
    case patch

    /// What the command needs is not there: an earlier run, a work tree.
    case precondition

    /// A file or a stream cannot be read or written.
    case inputOutput

    /// Nobody reads our output any more.
    case closedOutput
  }

  package let code: Code

  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  /// The exit status that a program ends with because of this error.
  package var status: ExitStatus {
    switch code {
    case .configuration, .key, .patch, .usage: .usage
    case .hook, .precondition: .precondition
    case .inputOutput: .infrastructure
    case .closedOutput: .success
    }
  }
}
