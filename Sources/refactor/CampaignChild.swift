import Dispatch
import Refactoring

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What this process does when a campaign has started it.
enum CampaignChild {
  /// How often it looks whether the campaign still lives.
  private static let interval = DispatchTimeInterval.milliseconds(250)

  private static let queue = DispatchQueue(label: "campaign")

  /// Ends this process as SIGTERM does when the campaign that began it is gone: killed, it could not end its children, and
  /// one that works on would be in the way of the run that goes on.
  ///
  /// - Parameter environment: the variables of this process.
  static func endWithCampaign(environment: [String: String]) {
    guard let parent = environment[ChildUnitRunner.parentVariable].flatMap({ pid_t($0) }) else { return }
    queue.async { look(for: parent) }
  }

  private static func look(for parent: pid_t) {
    guard getppid() == parent else {
      kill(getpid(), SIGTERM)
      return
    }
    queue.asyncAfter(deadline: .now() + interval) { look(for: parent) }
  }
}
