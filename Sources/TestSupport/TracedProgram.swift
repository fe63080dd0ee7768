internal import Foundation

#if os(Linux)
  /// A program under `strace`, which kills it at one of its system calls or lets the call fail.
  package struct TracedProgram {
    package static let isAvailable = succeeds(["strace", "-f", "-e", "trace=none", "true"])

    /// Whether file systems can be mounted in a name space of the test's own.
    package static let canMount = succeeds(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/tmp"])

    /// The calls with which files are opened, written, synced, named and removed.
    package static let calls = [
      "openat2", "openat", "write", "pwrite64", "fsync", "fdatasync", "renameat", "renameat2", "rename", "unlinkat",
      "unlink", "mkdirat", "mkdir", "rmdir", "fchmod", "chmod", "fchown", "linkat", "link", "close", "ftruncate",
      "flock",
      "read", "getdents64",
    ]

    /// One call of a run.
    package struct Point: CustomStringConvertible {
      package let call: String

      /// From 1.
      package let number: Int

      /// How often the undisturbed run makes this call.
      package let last: Int

      /// The call as the log has it, with the paths of its descriptors; empty for one that is never reached.
      package let line: String

      package var isPast: Bool { number > last }

      package var description: String { "\(call) \(number) of \(last)" }

      package var kill: [String] { ["-e", "inject=\(call):signal=KILL:when=\(number)"] }

      /// - Parameter onwards: whether all later calls of the kind fail too.
      package func failure(_ fault: String, onwards: Bool = false) -> [String] {
        ["-e", "inject=\(call):error=\(fault):when=\(number)\(onwards ? "+" : "")"]
      }
    }

    package let program: ProgramRunner

    package init(named name: String) throws { program = try ProgramRunner(named: name) }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - words: its arguments.
    ///   - options: what strace does to it.
    ///   - log: the file for the calls.
    package func run(
      _ words: [String], _ options: [String], in place: String, log: String = "/dev/null"
    ) async throws -> ProgramResult {
      let trace = "trace=" + Self.calls.joined(separator: ",")
      return try await ProgramRunner(path: "/usr/bin/env").run(
        ["strace", "-f", "-qq", "-y", "-o", log, "-e", trace] + options + [program.path] + words, in: place,
        environment: ["PATH": "/usr/bin:/bin", "HOME": place, "SWIFT_BACKTRACE": "enable=no"])
    }

    /// The calls in a log, and for each kind one more, which is never reached.
    ///
    /// - Parameter mark: what the first call that counts holds; nil: all count, those of the program's start too.
    package static func points(in log: String, from mark: String?) throws -> [Point] {
      let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
      // Calls are counted for each thread by itself; the work is done by the first.
      let first = lines.first?.prefix { $0 != " " } ?? ""
      var counts: [String: Int] = [:]
      var points: [(call: String, number: Int, line: String)] = []
      var isBegun = mark == nil
      for line in lines where line.hasPrefix(first + " ") {
        let call = String(line.dropFirst(first.count).drop { $0 == " " }.prefix { $0 != "(" })
        guard calls.contains(call) else { continue }
        counts[call, default: 0] += 1
        if let mark, line.contains(mark) { isBegun = true }
        if isBegun { points.append((call, counts[call, default: 0], String(line))) }
      }
      points += calls.compactMap { call in counts[call].map { (call, $0 + 1, "") } }
      return points.map {
        Point(call: $0.call, number: $0.number, last: counts[$0.call, default: 0], line: $0.line)
      }
    }

    /// The calls that strace let fail in a run.
    package static func failures(in log: String) throws -> [Point] {
      var begun: [Substring: Substring] = [:]
      var failed: [Point] = []
      for line in try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n") {
        let thread = line.prefix { $0 != " " }
        let text = line.dropFirst(thread.count).drop { $0 == " " }
        if text.hasSuffix("<unfinished ...>") { begun[thread] = text }
        guard text.contains("(INJECTED)") else { continue }
        // Where another thread came between, the call stands in an earlier line of its thread.
        let whole = text.hasPrefix("<...") ? begun[thread] ?? text : text
        failed.append(Point(call: String(whole.prefix { $0 != "(" }), number: 0, last: 0, line: String(whole)))
      }
      return failed
    }

    private static func succeeds(_ words: [String]) -> Bool {
      let probe = Process()
      probe.executableURL = URL(filePath: "/usr/bin/env")
      probe.arguments = words
      probe.standardError = FileHandle.nullDevice
      guard (try? probe.run()) != nil else { return false }
      probe.waitUntilExit()
      return probe.terminationStatus == 0
    }
  }

  extension ProgramResult {
    /// A shell and strace pass the signal on in different ways.
    package var wasKilled: Bool { signal == SIGKILL || exitCode == 128 + SIGKILL }
  }

  extension Array {
    /// Some elements at even distances, always the same.
    ///
    /// - Parameter full: how many in `make sweep`.
    package func sample(_ count: Int, full: Int = .max) -> [Element] {
      let wanted = Sweep.isFull ? full : count
      return self.count <= wanted ? self : (0..<wanted).map { self[$0 * self.count / wanted] }
    }
  }
#endif
