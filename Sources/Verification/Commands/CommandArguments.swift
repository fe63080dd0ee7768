internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What an agent adds behind a command's words: names of tests, and paths that are there.
///
/// A program takes a word that begins with `-` for an option, with `@` for a file of more words, with `+` for a switch; so
/// none of them comes through. A name of a test has letters, digits and few signs, which is what the common test programs
/// write: `Suite/test()`, `pkg.module::test_x[1-a]`, `TestX/part_1`. Everything else has to be there as a file.
package enum CommandArguments {
  /// Bytes of one argument.
  package static let sizeLimit = 512

  /// Arguments of one call.
  package static let countLimit = 100

  private static let signs: Set<Unicode.Scalar> = ["_", ".", "/", ":", "(", ")", "[", "]", "-", ",", "="]

  /// Checks arguments.
  ///
  /// - Parameters:
  ///   - arguments: as the agent gave them.
  ///   - folder: the absolute path of the folder that the command is to run in.
  /// - Throws: `VerificationError` with code `.invalidArgument`, which names the first that is refused.
  package static func check(_ arguments: [String], in folder: String) throws(VerificationError) {
    guard arguments.count <= countLimit else {
      throw VerificationError(.invalidArgument, "\(arguments.count) arguments are more than \(countLimit)")
    }
    for argument in arguments {
      guard let fault = fault(in: argument, folder: folder) else { continue }
      throw VerificationError(
        .invalidArgument,
        "the argument \(String(reflecting: String(argument.prefix(80)))) \(fault); give the path of a file, or a test's name"
      )
    }
  }

  private static func fault(in argument: String, folder: String) -> String? {
    if argument.isEmpty { return "is empty" }
    if argument.utf8.count > sizeLimit { return "is longer than \(sizeLimit) bytes" }
    guard let first = argument.unicodeScalars.first, isLetter(first) || first == "_" || first == "." else {
      return "begins with a sign that programs take for something else"
    }
    if argument.split(separator: "/").contains("..") { return "leads out of its folder" }
    if argument.unicodeScalars.allSatisfy({ isLetter($0) || signs.contains($0) }) { return nil }
    guard argument.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }),
      let path = try? RelativePath(argument), isThere(path, in: folder)
    else { return "is no file that is there, and has signs that no test's name has" }
    return nil
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: scalar.value > 0x7f && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }
  }

  private static func isThere(_ path: RelativePath, in folder: String) -> Bool {
    var status = stat()
    return lstat("\(folder)/\(path)", &status) == 0
  }
}
