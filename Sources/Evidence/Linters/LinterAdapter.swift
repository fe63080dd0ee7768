internal import Processes
internal import SourceText

/// How one linter is called, and what its output means.
protocol LinterAdapter: Sendable {
  /// The names of the files that configure it, which are taken from the base commit and never from the change.
  var configurationNames: Set<String> { get }

  /// Whether files of other names may configure it too, wherever they lie, once one of these names is at the top.
  var configuresByAnyName: Bool { get }

  /// Whether a file may configure it.
  func isConfiguration(_ path: RelativePath) -> Bool

  /// Whether it looks at a file.
  ///
  /// - Parameter firstLine: of the file's content.
  func takes(_ path: RelativePath, firstLine: String) -> Bool

  /// Why it cannot be run with what there is; nil when it can.
  func obstacle(to call: LinterCall) -> String?

  /// A file that the call needs at the top of its folder; nil when it needs none.
  func generatedFile(for call: LinterCall) -> (name: String, text: String)?

  /// The arguments, without the program's own name.
  func arguments(for call: LinterCall) -> [String]

  /// Variables besides `PATH` and `LANG`.
  var variables: [String: String] { get }

  /// What it found.
  ///
  /// - Throws: `LinterFault` when the output is not what it writes.
  func results(in output: LinterOutput) throws(LinterFault) -> [ImportedResult]
}

extension LinterAdapter {
  var configuresByAnyName: Bool { false }

  func isConfiguration(_ path: RelativePath) -> Bool { configurationNames.contains(path.name) }

  func obstacle(to call: LinterCall) -> String? { nil }

  func generatedFile(for call: LinterCall) -> (name: String, text: String)? { nil }

  var variables: [String: String] { [:] }
}

/// What a linter is to look at.
struct LinterCall {
  /// The files, each beginning with `./`, so that none is taken for an option.
  var files: [String]

  /// The files of the base that configure it.
  var configuration: [RelativePath]

  /// Absolute path of the user's own rules.
  var rules: String?

  /// Whether that is a folder.
  var isRulesFolder = false
}

/// What a linter wrote.
struct LinterOutput {
  /// The folder that it ran in.
  var folder: String
  var standardOutput: [UInt8]
  var standardError: String
  var exitCode: CInt

  /// The absolute path of the user's rules that it was called with.
  var rules: String? = nil
}

/// Why a linter's run gives nothing, in a few words.
struct LinterFault: Error, Hashable {
  var reason: String

  init(_ reason: String) { self.reason = reason }

  /// An end that the linter does not use for telling what it found.
  init(_ output: LinterOutput) {
    let said = output.standardError.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) }
    reason = "exited with code \(output.exitCode)\(said.map { ": \($0.prefix(300))" } ?? "")"
  }
}
