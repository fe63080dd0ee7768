internal import Redaction
internal import SourceText

extension ReviewReport {
  /// The report without secrets, whatever it takes from the repository, a model, a linter or the user.
  ///
  /// Value by value and before it is written in any form: a form's own escapes could hide a secret from who looks for it
  /// in the finished text.
  package var withoutSecrets: ReviewReport { redacted(by: KnownSecrets.ofProcess.redactor) }

  /// The report without what a redactor takes out.
  func redacted(by redactor: Redactor) -> ReviewReport {
    func path(_ path: RelativePath) -> RelativePath { (try? RelativePath(redactor.redact(path.string))) ?? path }
    var report = self
    report.target.repository = redactor.redact(target.repository)
    report.target.description = redactor.redact(target.description)
    report.files = files.map { file in
      ReviewedFile(
        path: path(file.path), addedLineCount: file.addedLineCount, removedLineCount: file.removedLineCount)
    }
    report.omissions = omissions.map { omission in
      Omission(path: omission.path.map(redactor.redact), reason: redactor.redact(omission.reason))
    }
    report.findings = findings.map { finding in
      var finding = finding
      finding.rule = redactor.redact(finding.rule)
      finding.location.path = path(finding.location.path)
      finding.quote = redactor.redact(finding.quote)
      finding.title = redactor.redact(finding.title)
      finding.explanation = redactor.redact(finding.explanation)
      finding.suggestion = finding.suggestion.map(redactor.redact)
      finding.verification = finding.verification.map {
        Finding.Verification(verdict: $0.verdict, reason: redactor.redact($0.reason))
      }
      return finding
    }
    report.incompleteReasons = incompleteReasons.map(redactor.redact)
    report.model = model.map(redactor.redact)
    report.models = models.map { use in
      ModelUse(name: redactor.redact(use.name), answers: use.answers, circuit: use.circuit)
    }
    report.deniedCalls = deniedCalls.map(redactor.redact)
    report.instructionFiles = instructionFiles.map(redactor.redact)
    report.ineffectiveInstructionFiles = ineffectiveInstructionFiles.map(redactor.redact)
    report.imports = imports.map { summary in
      var summary = summary
      summary.name = redactor.redact(summary.name)
      return summary
    }
    report.doubts = doubts.map { doubt in
      var doubt = doubt
      doubt.rule = redactor.redact(doubt.rule)
      return doubt
    }
    return report
  }
}
