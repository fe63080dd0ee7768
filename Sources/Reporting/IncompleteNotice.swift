internal import Redaction
internal import SourceText

/// A sentence on why a review is incomplete, as an entry for formats that know findings alone.
///
/// Such a format would otherwise show an aborted review as a clean one. The entry stands at the first file that was looked
/// at, since consumers drop what stands at no file of the change; the root stands in when there is none.
struct IncompleteNotice {
  static let rule = "review-incomplete"

  let path: String
  let message: String
  let fingerprint: String

  static func all(in report: ReviewReport) -> [IncompleteNotice] {
    let path = report.files.first?.path.string ?? "."
    return report.incompleteReasons.enumerated().map { index, reason in
      IncompleteNotice(
        path: path, message: "The review is incomplete: \(TerminalText.singleLine(reason, limit: 300))",
        fingerprint: String(ContentHash(ofFields: [rule, reason, String(index)]).hexadecimal.prefix(32)))
    }
  }
}
