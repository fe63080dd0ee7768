internal import Redaction
internal import SourceText

extension Finding {
  /// The finding without secrets in its words and in the code that it quotes.
  ///
  /// A line that one rule reports for another reason may hold one, and so may what a model says.
  var withMaskedSecrets: Finding {
    var copy = self
    copy.quote = Redactor.maskingSecrets(in: quote)
    copy.title = Redactor.maskingSecrets(in: title)
    copy.explanation = Redactor.maskingSecrets(in: explanation)
    copy.suggestion = suggestion.map(Redactor.maskingSecrets)
    copy.verification?.reason = verification.map { Redactor.maskingSecrets(in: $0.reason) } ?? ""
    return copy
  }
}
