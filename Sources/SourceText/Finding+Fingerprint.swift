extension Sequence<Finding> {
  /// The findings, each with its fingerprint.
  ///
  /// A fingerprint is the hash of rule, path, the quotation with its white space folded, and the number of like findings
  /// before it in the file. Line numbers take no part, so that it survives edits above the finding; the running number
  /// keeps two equal lines apart, since consumers such as GitLab show only one finding for each fingerprint.
  package func assigningFingerprints() -> [Finding] {
    var seen: [String: Int] = [:]
    return map { finding in
      let quote = finding.quote.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let fields = [finding.rule, finding.location.path.string, quote]
      let key = ContentHash(ofFields: fields).hexadecimal
      let occurrence = seen[key, default: 0]
      seen[key] = occurrence + 1
      var copy = finding
      copy.fingerprint = String(ContentHash(ofFields: fields + [String(occurrence)]).hexadecimal.prefix(32))
      return copy
    }
  }
}
