/// How a call ended.
package enum RecordedOutcome: Hashable, Sendable {
  /// It returned; nil for a call without a value.
  case returned(RecordedValue?)

  /// It threw an error of this type, which prints like this.
  case threw(type: String, description: String, isEquatableLiteral: String?)

  /// The process died of a trap or another signal; `message` is what the runtime said, without paths and addresses.
  case trapped(signal: Int, message: String)

  /// It did not end in time.
  case timedOut

  /// It ended the process.
  case exited(code: Int)
}
