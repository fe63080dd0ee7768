package import JSON
package import SourceText

/// A program of the user's that is told what a run does, and can forbid it.
///
/// A hook can only tighten: it is asked after the permissions have allowed, and what they deny it never hears of. Who
/// throws, is too slow or makes no sense has denied.
package protocol AgentHook: Sendable {
  /// What messages call it by.
  var name: String { get }

  var point: HookPoint { get }

  /// Which tools it is about, by name; nil for all. Of no meaning where no tool is involved.
  var tools: GlobPattern? { get }

  /// Judges an event.
  ///
  /// - Parameter event: what happens, as an object with `version`, `event` (the point's raw value) and `agent`, and what
  ///   belongs to the point.
  /// - Throws: any error, which is a denial.
  func judge(_ event: JSONValue) async throws -> HookVerdict
}

/// What a hook says.
package struct HookVerdict: Hashable, Sendable {
  /// Why it denies; nil when it does not.
  package var denial: String?

  /// A word besides: for the model where a tool's result can carry it, else for the user.
  package var note: String?

  package init(denial: String? = nil, note: String? = nil) {
    self.denial = denial
    self.note = note
  }

  package static let allow = HookVerdict()
}

/// What a watcher is told of a hook; that one has allowed is not worth a word.
package struct HookNotice: Hashable, Sendable, CustomStringConvertible {
  package enum Event: Hashable, Sendable {
    case denied(String)

    /// It could not be run, did not end in time or made no sense, which denies too.
    case failed(String)
    case noted(String)
  }

  package var hook: String
  package var point: HookPoint
  package var event: Event

  package init(hook: String, point: HookPoint, event: Event) {
    self.hook = hook
    self.point = point
    self.event = event
  }

  /// What happened, on one line; foreign text that is to be escaped where it is shown.
  package var description: String {
    switch event {
    case .denied(let reason): "the hook \(hook) (\(point.rawValue)) denies: \(reason)"
    case .failed(let reason): "the hook \(hook) (\(point.rawValue)) failed, which denies: \(reason)"
    case .noted(let note): "the hook \(hook) (\(point.rawValue)) notes: \(note)"
    }
  }
}
