package import JSON
internal import Redaction
internal import SourceText

/// Writes a report as SARIF 2.1.0, as GitHub's code scanning and other programs read it.
///
/// - A review that did not come to its end has `executionSuccessful: false` and an error notification for each reason; what was
///   left out and held back are notifications too.
/// - GitHub demands a line: a result about the whole file, or about lines that only the old file has, stands at line 1 and says
///   so; `properties` names the side and the old lines.
/// - `partialFingerprints` holds the finding's fingerprint twice: under our name, and under the one that GitHub looks at.
///
/// Source: OASIS, Static Analysis Results Interchange Format Version 2.1.0; GitHub's "SARIF support for code scanning".
package struct SARIFReporter: Sendable {
  private let version: String

  /// - Parameter version: the program's version.
  package init(version: String) {
    self.version = version
  }

  /// The report as a JSON text with a line feed at its end.
  package func text(of report: ReviewReport) -> String { value(of: report).reportText }

  /// The report as a JSON value.
  package func value(of report: ReviewReport) -> JSONValue {
    var categories: [String: Finding.Category] = [:]
    for finding in report.findings where categories[finding.ruleLabel] == nil {
      categories[finding.ruleLabel] = finding.category
    }
    let rules = categories.keys.sorted()
    let indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) })
    let driver: JSONValue = [
      "name": "code-review", "version": JSONValue(version),
      "rules": .array(rules.map { Self.rule($0, categories[$0]?.rawValue ?? "") }),
      "notifications": .array(Notice.allCases.map { ["id": JSONValue($0.rawValue)] }),
    ]
    return [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver],
          "originalUriBaseIds": ["%SRCROOT%": ["description": ["text": "The top folder of the repository."]]],
          "invocations": [
            [
              "executionSuccessful": .bool(report.isComplete),
              "toolExecutionNotifications": .array(Self.notifications(of: report)),
            ]
          ],
          "results": .array(report.findings.map { Self.result($0, ruleIndex: indices[$0.ruleLabel] ?? -1) }),
        ]
      ],
    ]
  }

  private static func rule(_ id: String, _ category: String) -> JSONValue {
    let description = "A finding of the rule \(id), in the category \(category)."
    return [
      "id": JSONValue(id), "shortDescription": message(id), "fullDescription": message(description),
      "help": message(description), "properties": ["tags": [JSONValue(category)]],
    ]
  }

  private static func result(_ finding: Finding, ruleIndex: Int) -> JSONValue {
    [
      "ruleId": JSONValue(finding.ruleLabel),
      "ruleIndex": JSONValue(ruleIndex),
      "level": JSONValue(level(finding.severity)),
      "message": message(FindingMessage(finding).text),
      "locations": [["physicalLocation": location(of: finding)]],
      "partialFingerprints": [
        "fulcrumFinding/v1": JSONValue(finding.fingerprint),
        "primaryLocationLineHash": JSONValue("\(finding.fingerprint):1"),
      ],
      "properties": properties(of: finding),
    ]
  }

  private static func location(of finding: Finding) -> JSONValue {
    let lines = finding.newLines ?? LineRange(1)
    return [
      "artifactLocation": [
        "uri": JSONValue(percentEncoded(finding.location.path.string)), "uriBaseId": "%SRCROOT%",
      ],
      "region": ["startLine": JSONValue(lines.first), "endLine": JSONValue(lines.last)],
    ]
  }

  private static func properties(of finding: Finding) -> JSONValue {
    var properties: [String: JSONValue] = [
      "category": JSONValue(finding.category.rawValue), "severity": JSONValue(finding.severity.rawValue),
      "confidence": .number(finding.confidence), "origin": JSONValue(finding.origin.rawValue),
      "blocking": .bool(finding.isBlocking), "side": JSONValue(finding.location.side.rawValue),
    ]
    if finding.location.side == .old, let lines = finding.location.lines {
      properties["oldStartLine"] = JSONValue(lines.first)
      properties["oldEndLine"] = JSONValue(lines.last)
    }
    if let verdict = finding.verification?.verdict { properties["verdict"] = JSONValue(verdict.rawValue) }
    return .object(properties)
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .note: "note"
    }
  }
}

extension SARIFReporter {
  private enum Notice: String, CaseIterable {
    case incomplete = "review-incomplete"
    case notReviewed = "not-reviewed"
    case heldBack = "held-back"
  }

  private static func notifications(of report: ReviewReport) -> [JSONValue] {
    var notifications = report.incompleteReasons.map {
      notification(.incomplete, "error", "The review is incomplete: \(TerminalText.singleLine($0, limit: 300))")
    }
    notifications += report.omissions.map {
      let path = $0.path.map { "\(TerminalText.singleLine($0, limit: 1000)): " } ?? ""
      return notification(
        .notReviewed, "note", "Not reviewed: \(path)\(TerminalText.singleLine($0.reason, limit: 300))")
    }
    if report.heldBackCount > 0 {
      let count = TextLayout.count(report.heldBackCount, "finding")
      notifications.append(notification(.heldBack, "note", "\(count) held back by the limit."))
    }
    notifications += report.doubts.map {
      notification(.heldBack, "note", "\(TerminalText.singleLine($0.rule)) \($0.text).")
    }
    return notifications
  }

  private static func notification(_ notice: Notice, _ level: String, _ text: String) -> JSONValue {
    ["descriptor": ["id": JSONValue(notice.rawValue)], "level": JSONValue(level), "message": message(text)]
  }

  /// A message of plain text, in which braces (section 3.11.5) and `[text](target)` (section 3.11.6) have a meaning.
  private static func message(_ text: String) -> JSONValue {
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "{": result += "{{"
      case "}": result += "}}"
      case "(" where previous == "]": result += " ("
      default: result.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return ["text": JSONValue(result)]
  }

  /// A path as a relative reference (RFC 3986): everything but unreserved characters and slashes is percent-encoded.
  private static func percentEncoded(_ path: String) -> String {
    path.utf8.reduce(into: "") { result, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
