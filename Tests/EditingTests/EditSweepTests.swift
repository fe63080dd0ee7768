import Foundation
import SourceText
import TestSupport
import Testing

@testable import Editing

#if os(Linux)
  /// One change of several files, stopped at each of its system calls in turn, with its backup in a folder and in git.
  ///
  /// `strace` kills `edit-probe` at the call or lets the call fail. `make test` takes a fixed sample of the points and
  /// `make sweep` all of them.
  @Suite(.serialized, .enabled(if: TracedProgram.isAvailable, "strace is not installed, or may not trace"))
  struct EditSweepTests {
    private static let kinds = StoppedProbe.Kind.allCases

    @Test(arguments: kinds)
    func `the change of the probe is the one that is expected`(kind: StoppedProbe.Kind) async throws {
      let probe = try await StoppedProbe(kind)
      let result = try await probe.run([])
      #expect(result.ending.exitCode == 0, "\(result.ending)")
      #expect(result.tree == probe.new)
      #expect(probe.new.keys.sorted() != probe.old.keys.sorted())
      #expect(probe.new["made/moved.txt"] != nil && probe.new["chain/3"] == probe.old["chain/2"])
    }

    @Test(arguments: kinds)
    func `a run that is killed leaves each file old or new, and the next start makes all of them the same`(
      kind: StoppedProbe.Kind
    ) async throws {
      let probe = try await StoppedProbe(kind)
      var tally = Tally()
      // The program's start is the same for both.
      let points = try await probe.points(fromStart: Sweep.isFull && kind == .folder)
      for point in points.sample(kind == .folder ? 40 : 16) {
        let result = try await probe.run(point.kill)
        tally.count(result, probe)
        // The system's files that are read at the start are sometimes longer, so that one more call is there after all.
        #expect(result.wasKilled || point.isPast, "\(point): \(result.ending)")
        checkEachFile(of: result.tree, point, probe)
        try await checkRecovery(of: result, "\(point)", probe)
      }
      print("kill sweep, \(kind): \(tally)")
      #expect(tally.killed > 0 && tally.between > 0)
    }

    @Test(arguments: kinds, ["ENOSPC", "EIO", "EDQUOT", "EROFS", "EMFILE"])
    func `a call that fails ends in a clear error with all files as they were`(
      kind: StoppedProbe.Kind, fault: String
    ) async throws {
      let probe = try await StoppedProbe(kind)
      var tally = Tally()
      let points = try await probe.points(fromStart: false)
      // In git each point takes long, and one fault is met like another.
      let isWhole = kind == .folder || fault == "ENOSPC" || fault == "EIO"
      // What libgit2 passes over in silence: a lock that cannot be removed, which stood in the way of the next start, and an
      // object that could not be synced, which it wrote a second time.
      let silent = points.filter {
        kind == .git && ($0.call == "unlink" || fault == "EIO" && $0.call == "fsync" && $0.line.contains("/.git/"))
      }
      for point in points.sample(kind == .folder ? 4 : 2, full: isWhole ? .max : 100) + silent.sample(1) {
        let result = try await probe.run(point.failure(fault))
        tally.count(result, probe)
        switch result.ending.exitCode {
        case 0: #expect(result.tree == probe.new, "\(point)")
        case 1:
          #expect(result.tree == probe.old, "\(point): \(result.ending.errors)")
          #expect(result.ending.errors.hasPrefix("edit-probe: "), "\(point)")
          #expect(result.ending.errors.count > 40, "\(point): \(result.ending.errors)")
        default: Issue.record("\(point): \(result.ending)")
        }
        // What a sync could not write may be gone: it is never passed over.
        if point.call == "fsync", !point.isPast { #expect(result.ending.exitCode == 1, "\(point)") }
        try await checkRecovery(of: result, "\(point) \(fault)", probe)
      }
      print("\(fault) sweep, \(kind): \(tally)")
      #expect(tally.failed > 0)
    }

    @Test(arguments: kinds, ["write", "fsync", "renameat", "renameat2", "unlinkat", "openat", "openat2"])
    func `when all later calls fail too, the next start takes the change back`(
      kind: StoppedProbe.Kind, call: String
    ) async throws {
      let probe = try await StoppedProbe(kind)
      let points = try await probe.points(fromStart: false).filter { $0.call == call && !$0.isPast }
      for point in points.sample(3) {
        let result = try await probe.run(point.failure("ENOSPC", onwards: true))
        // The last thing that is written says that all is done.
        let isDone = result.ending.exitCode == 0 && result.tree == probe.new
        #expect(isDone || result.ending.exitCode == 1, "\(point): \(result.ending)")
        checkEachFile(of: result.tree, point, probe)
        try await checkRecovery(of: result, "\(point)+", probe)
      }
    }

    @Test(arguments: kinds)
    func `a change that is being forgotten when the run is killed can be taken back or is gone, with its backup`(
      kind: StoppedProbe.Kind
    ) async throws {
      let probe = try await StoppedProbe(kind)
      let log = probe.template.sibling("log")
      let first = try await probe.run([])
      let whole = try await probe.forget(first, [], log: log)
      #expect(whole.ending.exitCode == 0, "\(whole.ending)")
      try await checkRecovery(of: whole, "all forgotten", probe, isForgetting: true)
      let points = try TracedProgram.points(in: log, from: "\"\(first.folder)\"")
      for point in points.sample(8) {
        let result = try await probe.forget(try await probe.run([]), point.kill)
        #expect(result.wasKilled || point.isPast, "\(point): \(result.ending)")
        #expect(result.tree == probe.new, "\(point)")
        try await checkRecovery(of: result, "forgetting, \(point)", probe, isForgetting: true)
      }
    }

    /// Whether each file is one of the two, and nothing else is there but temporary files.
    private func checkEachFile(of tree: [String: String], _ point: TracedProgram.Point, _ probe: StoppedProbe) {
      for name in Set(tree.keys).union(probe.old.keys).union(probe.new.keys) where !name.contains(".fulcrum-") {
        #expect([probe.old[name], probe.new[name]].contains(tree[name]), "\(name) is torn at \(point)")
      }
    }

    /// Expects that the next start finds all old, or all new and a change that it can take back.
    private func checkRecovery(
      of result: StoppedProbe.Result, _ point: String, _ probe: StoppedProbe, isForgetting: Bool = false
    ) async throws {
      do {
        let transaction = try await probe.transaction(after: result)
        let changes = try transaction.changes()
        let tree = try EditedFolder.snapshot(of: result.folder)
        #expect(transaction.recovered.allSatisfy { $0.left.isEmpty }, "\(point)")
        if isForgetting {
          #expect(tree == probe.new, "\(point)")
        } else {
          #expect(tree == (changes.isEmpty ? probe.old : probe.new), "\(point)")
        }
        try await probe.checkRepository(result, runs: try transaction.restorer.runs(), point)
        for change in changes { _ = try await transaction.restore(change) }
        if !changes.isEmpty { #expect(try EditedFolder.snapshot(of: result.folder) == probe.old, "\(point)") }
        try await transaction.forgetRuns(before: .max)
        try await probe.checkRepository(result, runs: [], point)
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: result.journal)
      #expect(left == ["lock"], "\(point)")
      try probe.discard(result)
    }

    struct Tally: CustomStringConvertible {
      var (points, killed, failed, old, new, between) = (0, 0, 0, 0, 0, 0)

      mutating func count(_ result: StoppedProbe.Result, _ probe: StoppedProbe) {
        points += 1
        if result.wasKilled { killed += 1 }
        if result.ending.exitCode == 1 { failed += 1 }
        switch result.tree {
        case probe.old: old += 1
        case probe.new: new += 1
        default: between += 1
        }
      }

      var description: String {
        "\(points) points, \(killed) killed, \(failed) failed; files all old \(old), all new \(new), some of each \(between)"
      }
    }
  }
#endif
