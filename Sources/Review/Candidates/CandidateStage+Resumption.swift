internal import AgentKernel
internal import JSON
internal import Models
internal import SourceText
internal import Tools

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What a resumed review must know of what its agent did before: no tool runs again.
extension CandidateStage {
  /// The files whose diff the model has asked for and got.
  static func shown(in past: Resumption, of change: ChangeSet) -> [RelativePath] {
    let asked = past.answeredCalls.filter { $0.name == "git_diff" }.compactMap { call in
      (try? JSONValue.parse(call.arguments))?["path"]?.string
    }
    return change.files.map(\.path).filter { path in
      asked.contains { $0 == path.string || path.string.hasPrefix($0 + "/") }
    }
  }
}

extension CandidateDesk {
  /// Takes the reports once more that the agent gave before, in their order.
  func replay(_ past: Resumption) {
    for call in past.pairedCalls where call.name == "report_findings" {
      guard let report = try? JSONDecoder().decode(ReportFindingsTool.Input.self, from: Data(call.arguments.utf8))
      else { continue }
      _ = receive(report.findings)
    }
  }
}

extension ChangeSet {
  /// A hash of what the change makes of which files, whatever the commits are called.
  ///
  /// The lines count too, since not every state has names for its contents.
  var contentHash: String {
    let fields = files.flatMap { file in
      [
        file.path.string, file.oldPath?.string ?? "", file.old?.blob?.hexadecimal ?? "",
        file.new?.blob?.hexadecimal ?? "",
      ] + file.hunks.flatMap(\.lines).map { "\($0.oldNumber) \($0.newNumber) \($0.text)" }
    }
    return ContentHash(ofFields: fields).hexadecimal
  }
}
