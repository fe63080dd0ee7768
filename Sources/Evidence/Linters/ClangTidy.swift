internal import SourceText

/// `clang-tidy`, for C, C++ and Objective-C, without a database of compile commands: flags come from a
/// `compile_flags.txt` of the base.
struct ClangTidy: LinterAdapter {
  let configurationNames: Set<String> = [".clang-tidy", "compile_flags.txt"]

  /// What it checks when the base has no `.clang-tidy`: mistakes, and nothing about taste.
  private static let checks = "bugprone-*,-bugprone-easily-swappable-parameters,clang-analyzer-*"

  func takes(_ path: RelativePath, firstLine: String) -> Bool {
    // A header `.h` would be read as C, whatever it is.
    ["c", "cc", "cpp", "cxx", "c++", "m", "mm", "hh", "hpp", "hxx"].contains(path.fileExtension)
  }

  func arguments(for call: LinterCall) -> [String] {
    let names = Set(call.configuration.map(\.name))
    let base = ["--quiet"] + (names.contains(".clang-tidy") ? [] : ["--checks=\(Self.checks)"])
    // Everything behind the dashes would be a flag for the compiler; without them it looks for a database.
    return base + call.files + (names.contains("compile_flags.txt") ? [] : ["--"])
  }

  func results(in output: LinterOutput) throws(LinterFault) -> [ImportedResult] {
    let lines = CompilerLine.all(in: String(decoding: output.standardOutput, as: UTF8.self))
    guard output.exitCode == 0 || output.exitCode == 1 && !lines.isEmpty else { throw LinterFault(output) }
    return lines.compactMap { line in
      guard line.severity != "note", let (check, message) = Self.parts(of: line.message) else { return nil }
      // What the compiler says is about headers and flags that are not here, more often than about the code.
      if check.hasPrefix("clang-diagnostic-") { return nil }
      return ImportedResult(
        rule: "clang-tidy/\(check)", message: message, path: line.path, lines: LineRange(line.line),
        severity: line.severity == "error" ? .high : .medium)
    }
  }

  /// The check in brackets behind the message: the first of several, which are other names of it, or say why it is an error.
  private static func parts(of message: String) -> (check: String, message: String)? {
    guard message.hasSuffix("]"), let start = message.lastIndex(of: "[") else { return nil }
    let names = message[message.index(after: start)...].dropLast().split(separator: ",")
    guard let check = names.first else { return nil }
    let text = message[..<start]
    return (String(check), String(text.last == " " ? text.dropLast() : text))
  }
}
