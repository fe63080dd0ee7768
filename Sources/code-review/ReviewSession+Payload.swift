import CommandLineSupport
import Models
import Redaction

extension ReviewSession {
  /// Prints the request that a review would have begun with.
  ///
  /// A terminal gets the characters that nobody sees in visible form; a file or a pipe gets the bytes.
  func show(_ payload: CapturingTransport) throws(CommandLineError) {
    guard let request = payload.request else {
      StandardStream.error.say("code-review: nothing would be sent: there is nothing that the model would review")
      return
    }
    let text = request.payload
    let isRead = output.output == nil && StandardStream.output.isTerminal
    try output.write(isRead ? TerminalText.escaped(text) + "\n" : text, to: .output)
  }
}
