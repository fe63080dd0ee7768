import Foundation
import SourceText
import TestSupport
import Testing

@testable import Editing

#if os(Linux)
  /// One change of several files, stopped at each of its system calls in turn.
  ///
  /// `strace` kills `edit-probe` at the call or lets the call fail. `make test` takes a fixed sample of the points and
  /// `make sweep` all of them.
  @Suite(.serialized, .enabled(if: StoppedProbe.isAvailable, "strace is not installed, or may not trace"))
  struct EditSweepTests {
    @Test func `the change of the probe is the one that is expected`() async throws {
      let probe = try StoppedProbe()
      let result = try await probe.run([])
      #expect(result.ending.exitCode == 0, "\(result.ending)")
      #expect(result.tree == probe.new)
      #expect(probe.new.keys.sorted() != probe.old.keys.sorted())
      #expect(probe.new["made/moved.txt"] != nil && probe.new["chain/3"] == probe.old["chain/2"])
    }

    @Test func `a run that is killed leaves each file old or new, and the next start makes all of them the same`()
      async throws
    {
      let probe = try StoppedProbe()
      let points = try await probe.points(fromStart: Sweep.isFull)
      var tally = Tally()
      for point in Sweep.isFull ? points : points.sample(60) {
        let result = try await probe.run(["-e", "inject=\(point.call):signal=KILL:when=\(point.number)"])
        tally.count(result, probe)
        let isPast = point.number > point.last
        #expect(result.wasKilled != isPast, "\(point): \(result.ending)")
        checkEachFile(of: result.tree, point, probe)
        try await checkRecovery(of: result, "\(point)", probe)
      }
      print("kill sweep: \(tally)")
      #expect(tally.killed > 0 && tally.between > 0)
    }

    @Test(arguments: ["ENOSPC", "EIO", "EDQUOT", "EROFS", "EMFILE"])
    func `a call that fails ends in a clear error with all files as they were`(fault: String) async throws {
      let probe = try StoppedProbe()
      let points = try await probe.points(fromStart: false)
      var tally = Tally()
      for point in Sweep.isFull ? points : points.sample(14) {
        let result = try await probe.run(["-e", "inject=\(point.call):error=\(fault):when=\(point.number)"])
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
        if point.call == "fsync", point.number <= point.last { #expect(result.ending.exitCode == 1, "\(point)") }
        try await checkRecovery(of: result, "\(point)", probe)
      }
      print("\(fault) sweep: \(tally)")
      #expect(tally.failed > 0)
    }

    @Test(arguments: ["write", "fsync", "renameat", "renameat2", "unlinkat", "openat", "openat2"])
    func `when all later calls fail too, the next start takes the change back`(call: String) async throws {
      let probe = try StoppedProbe()
      let points = try await probe.points(fromStart: false).filter { $0.call == call && $0.number <= $0.last }
      for point in Sweep.isFull ? points : points.sample(3) {
        let result = try await probe.run(["-e", "inject=\(point.call):error=ENOSPC:when=\(point.number)+"])
        // The last thing that is written says that all is done.
        let isDone = result.ending.exitCode == 0 && result.tree == probe.new
        #expect(isDone || result.ending.exitCode == 1, "\(point): \(result.ending)")
        checkEachFile(of: result.tree, point, probe)
        try await checkRecovery(of: result, "\(point)+", probe)
      }
    }

    /// Whether each file is one of the two, and nothing else is there but temporary files.
    private func checkEachFile(of tree: [String: String], _ point: StoppedProbe.Point, _ probe: StoppedProbe) {
      for name in Set(tree.keys).union(probe.old.keys).union(probe.new.keys) where !name.contains(".fulcrum-") {
        #expect([probe.old[name], probe.new[name]].contains(tree[name]), "\(name) is torn at \(point)")
      }
    }

    private func checkRecovery(of result: StoppedProbe.Result, _ point: String, _ probe: StoppedProbe) async throws {
      let transaction = try await EditTransaction.open(try RootFolder(result.folder), journal: result.journal)
      let changes = try transaction.changes()
      let tree = try EditedFolder.snapshot(of: result.folder)
      #expect(tree == (changes.isEmpty ? probe.old : probe.new), "\(point)")
      #expect(transaction.recovered.allSatisfy { $0.left.isEmpty }, "\(point)")
      for change in changes { _ = try await transaction.restore(change) }
      #expect(try EditedFolder.snapshot(of: result.folder) == probe.old, "\(point)")
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

  extension Array {
    /// Some elements at even distances, always the same.
    fileprivate func sample(_ count: Int) -> [Element] {
      self.count <= count ? self : (0..<count).map { self[$0 * self.count / count] }
    }
  }
#endif
