/// One event of a `text/event-stream`.
package struct ServerSentEvent: Hashable, Sendable {
  /// The `event` field, `message` when there is none.
  package var type: String

  /// The `data` fields, joined by newlines.
  package var data: String

  /// The last `id` field so far; empty when there was none.
  package var id: String

  package init(type: String = "message", data: String, id: String = "") {
    self.type = type
    self.data = data
    self.id = id
  }
}
