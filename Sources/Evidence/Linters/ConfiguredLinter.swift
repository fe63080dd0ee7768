package import Processes

/// A linter that the user named, in the configuration or by a flag.
///
/// A project cannot name one: linters load what their configuration tells them to, so that whoever names one runs code.
package struct ConfiguredLinter: Hashable, Sendable {
  package var kind: LinterKind

  /// An absolute path, or a name that is looked up.
  package var program: String

  /// The absolute path of a file or folder of rules; nil for the project's own at the base commit, or the linter's.
  package var rules: String?

  /// Where the linter's program is, as it would be run.
  ///
  /// - Parameters:
  ///   - searched: absolute folders to look into before the system's.
  ///   - home: the user's home folder; nil when there is none.
  /// - Throws: `ProcessError` when it is not there, or its rules are not.
  package func programPath(searched: [String], home: String?) throws(ProcessError) -> String {
    try LinterPlace(self, searched: searched, home: home).program.path
  }

  package init(_ kind: LinterKind, program: String? = nil, rules: String? = nil) {
    self.kind = kind
    self.program = program ?? kind.rawValue
    self.rules = rules
  }
}

/// The linters that can be run, by the names of their programs.
package enum LinterKind: String, Hashable, Sendable, CaseIterable {
  case astGrep = "ast-grep"
  case clangTidy = "clang-tidy"
  case ruff
  case semgrep
  case shellcheck
  case swiftFormat = "swift-format"

  /// Whether rules can be named for it in the user's configuration.
  package var takesRules: Bool { self == .astGrep || self == .semgrep }

  var adapter: any LinterAdapter {
    switch self {
    case .astGrep: ASTGrep()
    case .clangTidy: ClangTidy()
    case .ruff: Ruff()
    case .semgrep: Semgrep()
    case .shellcheck: ShellCheck()
    case .swiftFormat: SwiftFormat()
    }
  }
}
