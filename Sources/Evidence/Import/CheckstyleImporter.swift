internal import SourceText
internal import XML

/// Reads XML in the manner of Checkstyle, which many linters write.
enum CheckstyleImporter {
  static func results(in bytes: [UInt8], file: String) throws(ImportError) -> [ImportedResult] {
    var path = ""
    var results: [ImportedResult] = []
    var root: String?
    do throws(XMLError) {
      try XMLEvents.forEach(in: bytes) { event in
        guard case .start(let name, let attributes) = event else { return }
        root = root ?? name
        switch name {
        case "file": path = attributes["name"] ?? ""
        case "error" where results.count <= ImportedReport.resultLimit:
          results.append(result(attributes, path: path))
        default: break
        }
      }
    } catch {
      throw ImportError(file, error.description)
    }
    guard root == "checkstyle" else {
      throw ImportError(file, "no checkstyle XML: its root is not `checkstyle`")
    }
    return results
  }

  private static func result(_ attributes: [String: String], path: String) -> ImportedResult {
    let (rule, message) = names(attributes["source"] ?? "", message: attributes["message"] ?? "")
    return ImportedResult(
      rule: rule, message: message, path: path, lines: attributes["line"].flatMap(Int.init).map { LineRange($0) },
      severity: severity(attributes["severity"]))
  }

  /// The rule's name from the source, which linters fill differently: `ShellCheck.SC2045`, a class of Checkstyle's own,
  /// or a tool whose rule stands before the message, as flake8 has it.
  private static func names(_ source: String, message: String) -> (rule: String, message: String) {
    let parts = source.split(separator: ".")
    guard let tool = parts.first else { return ("checkstyle/unnamed", message) }
    if tool == "com", let last = parts.last { return ("checkstyle/\(last)", message) }
    if parts.count > 1 {
      return ("\(tool)/\(parts.dropFirst().filter { $0 != "rules" }.joined(separator: "."))", message)
    }
    let word = message.prefix { $0 != " " }
    let letters = word.prefix { $0.isASCII && $0.isUppercase }
    let digits = word.dropFirst(letters.count)
    guard (1...4).contains(letters.count), (2...5).contains(digits.count), digits.allSatisfy(\.isNumber) else {
      return ("checkstyle/\(tool)", message)
    }
    return ("\(tool)/\(word)", String(message.dropFirst(word.count + 1)))
  }

  private static func severity(_ name: String?) -> Severity {
    switch name {
    case "error": .high
    case "info": .low
    case "ignore": .note
    default: .medium
    }
  }
}
