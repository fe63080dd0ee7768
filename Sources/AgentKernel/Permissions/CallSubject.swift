internal import SourceText

/// What a call is about, as far as rules can speak of it.
public struct CallSubject: Hashable, Sendable {
  /// The files that it names, as it names them: what cannot be read as a path inside the root is a reason to deny.
  public var paths: [String]

  /// The folders whose content it takes in as a whole, as a search does; the empty text is the root.
  public var trees: [String]

  /// The name of the command that it runs, and the arguments.
  public var command: [String]?

  /// What a call is about.
  ///
  /// - Parameters:
  ///   - paths: files, as the call names them, relative to the root.
  ///   - trees: folders that are taken in as a whole; the empty text is the root.
  ///   - command: the name of a command and its arguments.
  public init(paths: [String] = [], trees: [String] = [], command: [String]? = nil) {
    self.paths = paths
    self.trees = trees
    self.command = command
  }

  /// A command: its arguments count as files too, in the spelling that rules are written in.
  ///
  /// `./a`, `a//b` and `a/./b` are `a` and `a/b` to every program. What leads out is refused by the tool itself.
  ///
  /// - Parameter command: the name, then the arguments.
  public init(running command: [String]) {
    self.init(paths: command.dropFirst().compactMap(Self.path), command: command)
  }

  /// An argument as a path inside the root; nil for one that is none.
  private static func path(_ argument: String) -> String? {
    guard argument.utf8.first != UInt8(ascii: "/") else { return nil }
    let components = argument.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    return try? RelativePath(components.filter { $0 != "." }.joined(separator: "/")).string
  }

  /// Nothing that has a name.
  public static let none = CallSubject()
}

/// All that a permission depends on besides the policy.
public struct CallFacts: Hashable, Sendable {
  /// The tool's name.
  public var tool: String

  /// How much harm the call can do.
  public var risk: Risk

  /// What it is about.
  public var subject: CallSubject

  /// The facts of one call.
  ///
  /// - Parameters:
  ///   - tool: the tool's name.
  ///   - risk: how much harm the call can do.
  ///   - subject: the files, folders and command that it names.
  public init(tool: String, risk: Risk, subject: CallSubject = .none) {
    self.tool = tool
    self.risk = risk
    self.subject = subject
  }
}
