internal import Synchronization

/// What was made of a run's messages, kept from request to request, so that a turn costs what is new in it.
///
/// A run has one and puts it into each of its requests; each stage that a request passes keeps its own work there, under its
/// own key. What is kept is a pure function of the messages: a memo changes times and never bytes. So it is no part of what
/// is asked, and all memos are equal. It ends with the run.
package final class RequestMemo: Hashable, Sendable {
  /// Who keeps something.
  ///
  /// A stage has one of its own for as long as it lives, since two stages may make different things of one message.
  package final class Key: Hashable, Sendable {
    package init() {}

    package static func == (left: Key, right: Key) -> Bool { left === right }

    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
  }

  private let kept = Mutex<[Key: any Sendable]>([:])

  package init() {}

  /// What a stage makes of messages, one after the other, going on where the request before ended.
  ///
  /// - Parameters:
  ///   - messages: all messages of the request.
  ///   - key: the stage.
  ///   - start: what there is before the first message.
  ///   - add: takes one more message in; must depend on nothing but the value and the message.
  /// - Throws: what `add` throws; nothing is kept then.
  package func fold<Value: Sendable, Failure: Error>(
    _ messages: [Message], for key: Key, from start: Value,
    adding add: (inout Value, Message) throws(Failure) -> Void
  ) throws(Failure) -> Value {
    // Taken out while it is worked on: a second request at the same time begins anew, and neither waits.
    var fold = kept.withLock { $0.removeValue(forKey: key) } as? MessageFold<Value> ?? MessageFold(start)
    try fold.goOn(to: messages, from: start, adding: add)
    kept.withLock { [fold] in $0[key] = fold }
    return fold.value
  }

  package static func == (left: RequestMemo, right: RequestMemo) -> Bool { true }

  package func hash(into hasher: inout Hasher) {}
}

/// What was made of some messages.
private struct MessageFold<Value: Sendable>: Sendable {
  private(set) var value: Value

  /// The messages that the value is of, in a list of its own, so that the conversation's can grow in place.
  private var messages: [Message] = []

  init(_ start: Value) {
    value = start
  }

  mutating func goOn<Failure: Error>(
    to newer: [Message], from start: Value, adding add: (inout Value, Message) throws(Failure) -> Void
  ) throws(Failure) {
    if !Self.begins(newer, with: messages) {
      value = start
      messages = []
    }
    for message in newer[messages.count...] {
      try add(&value, message)
      messages.append(message)
    }
  }

  /// Whether a conversation is another and perhaps more.
  ///
  /// Messages that were said before share the memory of their content with those here. That is seen from where it lies,
  /// without counting a reference to each, which for a thousand messages would cost more than the new ones do.
  private static func begins(_ newer: [Message], with older: [Message]) -> Bool {
    guard newer.count >= older.count else { return false }
    return older.indices.allSatisfy { place in
      isSame(newer, older, at: place) || newer[place] == older[place]
    }
  }

  /// Whether two messages have one role, and one content that lies in one place; false tells nothing.
  ///
  /// Both lists are alive, so what lies in one place is one content: an array is nothing but the address of its elements.
  private static func isSame(_ left: [Message], _ right: [Message], at place: Int) -> Bool {
    guard let role = MemoryLayout<Message>.offset(of: \.role), let content = MemoryLayout<Message>.offset(of: \.content)
    else { return false }
    let start = place * MemoryLayout<Message>.stride
    return left.withUnsafeBytes { left in
      right.withUnsafeBytes { right in
        left[start + role] == right[start + role]
          && left.load(fromByteOffset: start + content, as: UInt.self)
            == right.load(fromByteOffset: start + content, as: UInt.self)
      }
    }
  }
}
