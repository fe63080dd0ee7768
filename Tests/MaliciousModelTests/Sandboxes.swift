import Foundation
import Processes
import TestSupport

/// The sandboxes of this machine, each put up and tested once.
enum Sandboxes {
  private static let hasBubblewrap = ["/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap"].contains(
    where: FileManager.default.isExecutableFile)

  /// The levels that this machine reaches; none where there is no sandbox at all.
  static let levels: [SandboxLevel] = {
    #if os(Linux)
      hasBubblewrap ? [.landlock, .bubblewrap] : [.landlock]
    #else
      []
    #endif
  }()

  /// The program that is the launcher, and that plays the misbehaving child.
  static var program: String {
    get throws { try SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path) }
  }

  private static let landlock = preparation(.landlock)
  private static let bubblewrap = preparation(.auto)
  private static let external = preparation(.external)

  /// - Parameter level: `.external` for none at all, as the controls need it.
  static func sandbox(_ level: SandboxLevel) async throws -> Sandbox {
    switch level {
    case .landlock: try await landlock.value
    case .bubblewrap: try await bubblewrap.value
    case .external, .none: try await external.value
    }
  }

  private static func preparation(_ choice: SandboxChoice) -> Task<Sandbox, any Error> {
    Task { try await Sandbox.prepared(choice: choice, launcher: try program) }
  }
}
