internal import SourceText

/// What a call is about, as far as rules can speak of it.
package struct CallSubject: Hashable, Sendable {
  /// The files that it names, as it names them: what cannot be read as a path inside the root is a reason to deny.
  package var paths: [String]

  /// The folders whose content it takes in as a whole, as a search does; the empty text is the root.
  package var trees: [String]

  /// The name of the command that it runs, and the arguments.
  package var command: [String]?

  package init(paths: [String] = [], trees: [String] = [], command: [String]? = nil) {
    self.paths = paths
    self.trees = trees
    self.command = command
  }

  /// A command: its arguments count as files too, in the spelling that rules are written in.
  ///
  /// `./a`, `a//b` and `a/./b` are `a` and `a/b` to every program. What leads out is refused by the tool itself.
  ///
  /// - Parameter command: the name, then the arguments.
  package init(running command: [String]) {
    self.init(paths: command.dropFirst().compactMap(Self.path), command: command)
  }

  /// An argument as a path inside the root; nil for one that is none.
  private static func path(_ argument: String) -> String? {
    guard argument.utf8.first != UInt8(ascii: "/") else { return nil }
    let components = argument.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    return try? RelativePath(components.filter { $0 != "." }.joined(separator: "/")).string
  }

  /// Nothing that has a name.
  package static let none = CallSubject()
}

/// All that a permission depends on besides the policy.
package struct CallFacts: Hashable, Sendable {
  package var tool: String
  package var risk: Risk
  package var subject: CallSubject

  package init(tool: String, risk: Risk, subject: CallSubject = .none) {
    self.tool = tool
    self.risk = risk
    self.subject = subject
  }
}
