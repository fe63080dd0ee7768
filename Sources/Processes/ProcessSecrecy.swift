internal import CSandbox

/// What other processes of the same user learn of this one.
package enum ProcessSecrecy {
  /// Keeps this process's environment and memory from other processes of the same user, and from core files.
  ///
  /// A variable that was removed stays readable in `/proc` for as long as the process lives; so this comes first in
  /// `main`, before a key is read. Root's other processes still read it.
  ///
  /// - Returns: whether the system does that.
  @discardableResult
  package static func hide() -> Bool { fulcrum_hide_process() == 0 }
}
