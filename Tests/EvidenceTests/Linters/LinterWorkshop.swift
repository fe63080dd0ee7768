import Foundation
import Processes
import SourceText
import TestSupport

@testable import Evidence

/// Real linters, run in a real sandbox on a change between two trees in memory.
struct LinterWorkshop {
  let sandbox: Sandbox

  /// Where the machine keeps programs, the Swift toolchain among them.
  static let searched = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    .filter { $0.hasPrefix("/") }

  static let home = ProcessInfo.processInfo.environment["HOME"]

  init() async throws {
    let launcher = try SandboxPolicy.resolved(ProgramRunner(named: "escape-artist").path)
    sandbox = try await Sandbox.prepared(launcher: launcher)
  }

  /// Whether a linter is there; without one its tests are left out.
  static func has(_ kind: LinterKind) -> Bool {
    (try? ConfiguredLinter(kind).programPath(searched: searched, home: home)) != nil
  }

  /// Runs one linter on a file that is new, or was changed from `old`.
  ///
  /// - Parameters:
  ///   - linter: the linter.
  ///   - path: the changed file.
  ///   - new: its new text.
  ///   - old: its text before; nil when it is new.
  ///   - base: other files before the change.
  ///   - head: other files after the change.
  func run(
    _ linter: ConfiguredLinter, on path: String, _ new: String, from old: String? = nil,
    base: [(path: String, text: String)] = [], head: [(path: String, text: String)] = [],
    deadline: ContinuousClock.Instant? = nil
  ) async throws -> LinterRun {
    let version = FileChange.Version()
    func change(_ path: String, _ isNew: Bool) throws -> FileChange {
      FileChange(
        kind: isNew ? .added : .modified, path: try RelativePath(path), old: isNew ? nil : version, new: version)
    }
    let changes = try [change(path, old == nil)] + head.map { try change($0.path, true) }
    let runner = LinterRunner(
      linters: [linter], sandbox: sandbox, searched: Self.searched, home: Self.home)
    let runs = try await runner.run(
      on: ChangeSet(files: changes), base: try MemoryTree(base + (old.map { [(path, $0)] } ?? [])),
      head: try MemoryTree(head + [(path, new)]), excluding: { _ in false }, deadline: deadline)
    return runs[0]
  }
}

extension LinterRun {
  /// `line rule` of each result.
  var findings: [String] { report?.results.map { "\($0.lines?.first ?? 0) \($0.rule)" } ?? [] }
}
