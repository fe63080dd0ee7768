internal import SwiftSource

/// Refuses proposals that name anything but the module under test and plain values.
///
/// It is a fence and no wall. While a proposal is compiled and recorded, the sandbox is what keeps it from doing harm; later, whoever
/// runs the tests runs them as their own code. So what a test may name is a list (`ProposalVocabulary`), and all else is refused.
enum ProposalGuard {
  /// Names of the list or of modules with which files are read or written.
  private static let fileNames: Set<String> = [
    "Bundle", "FileManager", "atPath", "contentsOf", "contentsOfFile", "fileAtPath", "fileURLWithPath", "filePath",
    "toFile", "toFileAtPath",
    "write",
    "writing",
  ]

  /// Of those the ones with which files are made; the folder that a test runs in is the user's package.
  private static let writers: Set<String> = ["createDirectory", "createFile", "toFile", "toFileAtPath", "writing"]

  /// Modules that a test may import besides the one under test: what they hold is in the vocabulary or is not.
  private static let modules: Set<String> = ["Foundation", "FoundationEssentials"]

  /// Why a proposal is refused; nil when nothing speaks against it.
  ///
  /// - Parameters:
  ///   - texts: its statements and expressions, in the order in which they run.
  ///   - imports: the modules that it wants.
  ///   - vocabulary: what it may name.
  static func objection(to texts: [String], imports: [String], vocabulary: ProposalVocabulary) -> String? {
    if let module = imports.first(where: { !modules.contains($0) && !vocabulary.modules.contains($0) }) {
      return "a test must not import \(module)"
    }
    let text = texts.joined(separator: "\n")
    if let name = vocabulary.unknown(in: text).first {
      return "a test may name what the module declares and plain values of the standard library, and \(name) is neither"
    }
    let words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    if !words.isDisjoint(with: writers) || text.filter({ !$0.isWhitespace }).contains(".write(to:") {
      return "a test must not make files, which would lie in the user's package"
    }
    guard !words.isDisjoint(with: fileNames) else { return nil }
    for literal in text.split(separator: "\"", omittingEmptySubsequences: false).dropFirst()
    where leads(literal) { return "a test must not use files outside of the folder that it runs in" }
    return nil
  }

  /// Whether a text may be a path that leads out of the current folder, or hides what it is.
  private static func leads(_ literal: Substring) -> Bool {
    literal.hasPrefix("/") || literal.hasPrefix("~") || literal.contains("..") || literal.contains("\\u")
      || literal.contains("\\(") || literal.lowercased().hasPrefix("file:")
  }
}
