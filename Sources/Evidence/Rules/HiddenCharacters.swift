internal import Redaction
package import SourceText

/// Reports characters that a reader cannot see in added lines.
package struct HiddenCharacters: EvidenceRule {
  package static let description = RuleDescription(
    id: "hidden-characters", title: "Hidden characters",
    rationale: """
      Code with bidirectional controls reads differently from what is compiled (CVE-2021-42574), invisible characters \
      make two names look alike, tag characters carry instructions to language models, and control characters drive \
      the terminal that shows the file. Where a script or an emoji needs such a character, it is left alone.
      """,
    category: .security, severity: .high, confidence: 0.9)

  package init() {}

  package func findings(in file: ChangedFile) -> [Finding] {
    file.lines.compactMap { line in
      guard line.kind == .added, mayHide(file.bytes, line.range) else { return nil }
      return finding(file, line)
    }
  }

  /// A quick look: whether a byte is outside printable ASCII, tabs and form feeds, and no carriage return at the end.
  private func mayHide(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    for index in range {
      let byte = bytes[index]
      guard byte < 0x20 || byte > 0x7E, byte != 0x09, byte != 0x0C else { continue }
      if byte != 0x0D || index + 1 < range.upperBound { return true }
    }
    return false
  }

  private func finding(_ file: ChangedFile, _ line: ChangedFile.Line) -> Finding? {
    let scalars = Array(String(decoding: file.bytes[line.range], as: UTF8.self).unicodeScalars)
    let context = HiddenCharacterContext(scalars: scalars, isFirstLine: line.number == 1, isProse: file.role.isProse)
    // What a terminal gets in a test, or a bundler wrote, is meant to be there.
    let isData = file.role.isGenerated || file.role.isTest && file.language == nil
    var kinds: Set<HiddenCharacter> = []
    var names: [String] = []
    for (index, scalar) in scalars.enumerated() {
      guard let kind = HiddenCharacter(scalar), !context.needs(kind, at: index) else { continue }
      if kind == .control, isData { continue }
      kinds.insert(kind)
      let name = "U+" + String(repeating: "0", count: max(0, 4 - hexadecimal(scalar).count)) + hexadecimal(scalar)
      let described = "\(name) (\(kind.rawValue))"
      if names.count < 4, !names.contains(described) { names.append(described) }
    }
    guard !kinds.isEmpty else { return nil }
    var finding = Self.description.finding(
      at: file.location(line), quote: file.quote(line),
      explanation: "The line holds \(names.joined(separator: ", ")), which a reader cannot see.",
      suggestion: "Delete it, or write it as an escape sequence if the program needs it.")
    if kinds.isDisjoint(with: [.bidirectional, .tag, .variationSelector]) { finding.severity = .medium }
    return finding
  }

  private func hexadecimal(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16, uppercase: true) }
}
