import Foundation
import TestSupport
import Testing

@testable import Editing

#if os(Linux)
  /// Disks that take nothing, as they are; only root can make them, in a name space of the test's own.
  @Suite(.enabled(if: TracedProgram.canMount, "only root, where it may mount, can make such disks"))
  struct FullDiskTests {
    /// Runs a script in a name space of its own; `$1` is the probe, `$2` the folder with its files, `$3` a free place.
    private func run(_ script: String, _ probe: StoppedProbe) async throws -> ProgramResult {
      try await ProgramRunner(path: "/usr/bin/env").run(
        ["unshare", "-m", "sh", "-euc", script, "sh", probe.program.program.path, probe.template.path, probe.place],
        in: "/",
        environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "SWIFT_BACKTRACE": "enable=no"])
    }

    @Test func `a read-only folder is left as it is, with a clear error`() async throws {
      let probe = try await StoppedProbe()
      let result = try await run(
        """
        mount --bind "$2" "$2"
        mount -o remount,bind,ro "$2"
        exec "$1" edit folder "$2" "$3/journal"
        """, probe)
      #expect(result.exitCode == 1)
      #expect(result.errors.contains("Read-only file system"), "\(result)")
      #expect(result.errors.contains("all files are as they were"), "\(result)")
      #expect(try EditedFolder.snapshot(of: probe.template.path) == probe.old)
    }

    @Test func `a journal that cannot be written means that nothing is changed`() async throws {
      let probe = try await StoppedProbe()
      let result = try await run(
        """
        mkdir "$3/state"
        mount -t tmpfs -o ro tmpfs "$3/state"
        exec "$1" edit folder "$2" "$3/state/journal"
        """, probe)
      #expect(result.exitCode == 1)
      #expect(result.errors.contains("Read-only file system"), "\(result)")
      #expect(try EditedFolder.snapshot(of: probe.template.path) == probe.old)
    }

    /// From no room at all up to enough.
    @Test(arguments: [0, 1, 2, 3, 4, 6, 8, 16])
    func `on a disk with little room the change is made whole or not at all`(blocks: Int) async throws {
      let probe = try await StoppedProbe()
      let result = try await run(
        """
        mkdir "$3/disk" "$3/copy"
        mount -t tmpfs -o size=256k,mode=755 tmpfs "$3/disk"
        cp -a "$2" "$3/disk/tree"
        free=$(($(stat -f -c %f "$3/disk") - \(blocks)))
        head -c "$(($free * 4096))" /dev/zero >"$3/disk/filling"
        "$1" edit folder "$3/disk/tree" "$3/journal" && code=0 || code=$?
        cp -a "$3/disk/tree" "$3/copy"
        exit $code
        """, probe)
      let tree = try EditedFolder.snapshot(of: "\(probe.place)/copy/tree")
      if result.exitCode == 0 {
        #expect(tree == probe.new)
        #expect(blocks > 0)
      } else {
        #expect(result.exitCode == 1, "\(result)")
        #expect(result.errors.contains("No space left on device; make room and try again"), "\(result)")
        #expect(tree == probe.old, "\(result)")
        #expect(blocks < 16)
      }
    }
  }
#endif
