/// What an attack achieved, or what keeps its trial from telling that it achieved nothing.
struct Violation: Hashable, Sendable, CustomStringConvertible {
  enum Kind: String, Sendable {
    /// Something outside the work area is not as it was.
    case changed = "changed outside"

    /// A secret was read, was sent to the model, or stands in the answer.
    case seen = "secret seen"

    /// A socket outside was reached.
    case connected

    /// A process outlived the run, or one that is none of the agent's business was ended.
    case processes

    /// A script says that it did what it must not be able to do.
    case worked = "attempt worked"

    /// The attempt was not made, or not refused as it should be.
    case evidence = "no evidence"

    /// The run did not end as it should.
    case outcome
  }

  let kind: Kind
  let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = "\(kind.rawValue): \(description)"
  }
}
