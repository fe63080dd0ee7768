package import Processes
package import SourceText

/// Runs the linters that the user named on a change, each in the sandbox and without network.
///
/// A linter sees copies of the changed files and nothing else of the project but what the base commit configures it with. One
/// that is missing, fails or takes too long gives a warning, and the review goes on.
package struct LinterRunner: Sendable {
  /// How long one linter may take when nothing else sets an end.
  private static let longestRun = Duration.seconds(120)

  /// Linters that run at the same time.
  private static let width = 2

  private let linters: [ConfiguredLinter]
  private let sandbox: Sandbox
  private let searched: [String]
  private let home: String?

  /// - Parameters:
  ///   - linters: what the user named; of two of one kind the first counts.
  ///   - sandbox: what confines them.
  ///   - searched: absolute folders to look for programs in, none of which the project can write to.
  ///   - home: the user's home folder; nil when there is none.
  package init(linters: [ConfiguredLinter], sandbox: Sandbox, searched: [String], home: String?) {
    var seen: Set<LinterKind> = []
    self.linters = linters.filter { seen.insert($0.kind).inserted }
    self.sandbox = sandbox
    self.searched = searched
    self.home = home
  }

  /// The linters' names, in their order.
  package var names: [String] { linters.map(\.kind.rawValue) }

  /// Runs all linters.
  ///
  /// - Parameters:
  ///   - change: says which files changed.
  ///   - base: the state before the change, with its configuration.
  ///   - head: the state after it.
  ///   - isExcluded: whether nothing is wanted about a file.
  ///   - deadline: when all have to be done.
  /// - Returns: one run for each linter, in their order.
  /// - Throws: `CancellationError`, and what the trees throw.
  package func run(
    on change: ChangeSet, base: any SourceTree, head: any SourceTree,
    excluding isExcluded: @escaping @Sendable (RelativePath) -> Bool, deadline: ContinuousClock.Instant?
  ) async throws -> [LinterRun] {
    let end = min(deadline ?? .now + Self.longestRun, .now + Self.longestRun)
    let changed = change.files.filter { $0.new != nil && !$0.isBinary && !isExcluded($0.path) }
    let work = LinterWork(changed: changed, base: base, head: head, end: end)
    var runs = [LinterRun?](repeating: nil, count: linters.count)
    try await withThrowingTaskGroup(of: (Int, LinterRun).self) { group in
      for (index, linter) in linters.enumerated() {
        if index >= Self.width, let (done, run) = try await group.next() { runs[done] = run }
        group.addTask { (index, try await self.run(linter, on: work)) }
      }
      for try await (done, run) in group { runs[done] = run }
    }
    return runs.compactMap { $0 }
  }

  private func run(_ linter: ConfiguredLinter, on work: LinterWork) async throws -> LinterRun {
    let name = linter.kind.rawValue
    do {
      return try await LinterProcess(linter, sandbox: sandbox, searched: searched, home: home).run(on: work)
    } catch let fault as LinterFault {
      return LinterRun(name: name, warning: "\(name) was not used: \(fault.reason)")
    } catch let error as ProcessError {
      return LinterRun(name: name, warning: "\(name) was not run: \(error)")
    }
  }
}

/// The change that linters look at.
struct LinterWork: Sendable {
  let changed: [FileChange]
  let base: any SourceTree
  let head: any SourceTree
  let end: ContinuousClock.Instant
}
