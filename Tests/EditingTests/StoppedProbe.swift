import Foundation
import TestSupport

@testable import Editing

#if os(Linux)
  /// Runs `edit-probe` on a fresh copy of the same files each time, under `strace`.
  final class StoppedProbe {
    static let isAvailable: Bool = {
      let probe = Process()
      probe.executableURL = URL(filePath: "/usr/bin/env")
      probe.arguments = ["strace", "-f", "-e", "trace=none", "true"]
      probe.standardError = FileHandle.nullDevice
      guard (try? probe.run()) != nil else { return false }
      probe.waitUntilExit()
      return probe.terminationStatus == 0
    }()

    /// Whether file systems can be mounted in a name space of the test's own.
    static let canMount: Bool = {
      let probe = Process()
      probe.executableURL = URL(filePath: "/usr/bin/env")
      probe.arguments = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/tmp"]
      probe.standardError = FileHandle.nullDevice
      guard (try? probe.run()) != nil else { return false }
      probe.waitUntilExit()
      return probe.terminationStatus == 0
    }()

    /// The calls with which files are opened, written, synced, named and removed.
    static let calls = [
      "openat2", "openat", "write", "fsync", "fdatasync", "renameat", "renameat2", "rename", "unlinkat", "mkdirat",
      "mkdir", "fchmod", "fchown", "linkat", "close", "ftruncate", "flock", "read", "getdents64",
    ]

    /// One call of the run.
    struct Point: CustomStringConvertible {
      let call: String

      /// From 1.
      let number: Int

      /// How often the undisturbed run makes this call.
      let last: Int

      var description: String { "\(call) \(number) of \(last)" }
    }

    struct Result {
      let ending: ProgramResult
      let tree: [String: String]
      let folder: String
      let journal: String

      /// A shell and strace pass the signal on in different ways.
      var wasKilled: Bool { ending.signal == SIGKILL || ending.exitCode == 128 + SIGKILL }
    }

    let old: [String: String]
    private(set) var new: [String: String] = [:]

    /// The files that each run gets a copy of.
    let template: EditedFolder
    let program: ProgramRunner

    /// A folder for whatever else a test needs.
    var place: String { template.sibling("place") }

    private var count = 0

    init() throws {
      template = try EditedFolder([
        "edited.txt": "alpha\nbeta\n", "windows.txt": "\u{FEFF}first\r\nsecond\r\n", "gone.txt": "gone\n",
        "moved.txt": "moved\n", "chain/1": "one\n", "chain/2": "two\n", "untouched/file.txt": "x\n",
      ])
      try template.write("bin/run.sh", bytes: Array("#!/bin/sh\necho\n".utf8), mode: 0o755)
      try template.write("untouched/binary", bytes: [0, 255, 1], mode: 0o600)
      old = try template.snapshot()
      program = try ProgramRunner(named: "edit-probe")
      new = try expectedTree()
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    }

    /// Runs the probe under strace with further options.
    func run(_ options: [String], log: String = "/dev/null") async throws -> Result {
      count += 1
      let place = template.sibling("run-\(count)")
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
      let (folder, journal) = ("\(place)/tree", "\(place)/journal")
      try FileManager.default.copyItem(atPath: template.path, toPath: folder)
      let trace = "trace=" + Self.calls.joined(separator: ",")
      let ending = try await ProgramRunner(path: "/usr/bin/env").run(
        ["strace", "-f", "-qq", "-o", log, "-e", trace] + options + [program.path, folder, journal], in: place,
        environment: ["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"])
      return Result(ending: ending, tree: try EditedFolder.snapshot(of: folder), folder: folder, journal: journal)
    }

    func discard(_ result: Result) throws {
      try FileManager.default.removeItem(atPath: URL(filePath: result.folder).deletingLastPathComponent().path)
    }

    /// The calls of an undisturbed run, and for each kind one more, which is never reached.
    ///
    /// - Parameter fromStart: whether with those of the program's start, before the folder is opened.
    func points(fromStart: Bool) async throws -> [Point] {
      let log = template.sibling("log")
      let result = try await run([], log: log)
      let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
      // Calls are counted for each thread by itself; the change is made by the first.
      let thread = lines.first?.prefix { $0 != " " } ?? ""
      var counts: [String: Int] = [:]
      var points: [(call: String, number: Int)] = []
      var isBegun = fromStart
      for line in lines where line.hasPrefix(thread + " ") {
        let call = String(line.dropFirst(thread.count).drop { $0 == " " }.prefix { $0 != "(" })
        guard Self.calls.contains(call) else { continue }
        counts[call, default: 0] += 1
        if line.contains("\"\(result.folder)\"") { isBegun = true }
        if isBegun { points.append((call, counts[call, default: 0])) }
      }
      try discard(result)
      points += Self.calls.filter { counts[$0] != nil }.map { ($0, counts[$0, default: 0] + 1) }
      return points.map { Point(call: $0.call, number: $0.number, last: counts[$0.call, default: 0]) }
    }

    /// What `EditProbe` makes of the files.
    private func expectedTree() throws -> [String: String] {
      let mask = umask(0)
      umask(mask)
      func entry(_ text: String, _ mode: mode_t) -> String {
        "\(String(mode, radix: 8)) \(Data(text.utf8).base64EncodedString())"
      }
      var tree = old
      for name in ["gone.txt", "moved.txt", "chain/1"] { tree[name] = nil }
      tree["edited.txt"] = entry("omega\nbeta\n", 0o644)
      tree["bin/run.sh"] = entry("#!/bin/sh\nset -eu\necho\n", 0o755)
      tree["windows.txt"] = entry("\u{FEFF}FIRST\r\nsecond\r\nthird\r\n", 0o644)
      tree["made"] = tree["chain"]
      tree["made/deep"] = tree["chain"]
      tree["made/deep/created.txt"] = entry("created\n", 0o644 & ~mask)
      tree["made/tool"] = entry("#!/bin/sh\n", 0o755 & ~mask)
      tree["made/moved.txt"] = entry("also moved\n", 0o644)
      tree["chain/2"] = old["chain/1"]
      tree["chain/3"] = old["chain/2"]
      return tree
    }
  }
#endif
