#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What tells a process from a later one with the same number, on this machine and on others.
package struct ProcessTrace: Hashable, Sendable {
  package let number: Int32

  /// When it began, in the system's own count since its start, and which start that was; empty when the system does not say.
  package let start: String

  package init(number: Int32, start: String) {
    self.number = number
    self.start = start
  }

  /// The process that has this number now.
  package init(of number: Int32) {
    self.init(number: number, start: Self.start(of: number) ?? "")
  }

  /// Whether this very process still runs, here.
  package var isAlive: Bool { !start.isEmpty && Self.start(of: number) == start }

  /// Ends what is left of the group that this process leads: first with a request, after a while by force.
  ///
  /// Nothing is done unless this very process still runs. When the campaign that began it was killed, it is nobody's child
  /// any more, and nobody else would wait for it.
  package func endGroup(grace: Duration = .seconds(3)) async {
    guard isAlive else { return }
    kill(-number, SIGTERM)
    let end = ContinuousClock.now + grace
    while isAlive {
      guard ContinuousClock.now < end, (try? await Task.sleep(for: .milliseconds(20))) != nil else {
        kill(-number, SIGKILL)
        return
      }
    }
  }

  #if canImport(Darwin)
    private static func start(of number: Int32) -> String? {
      var information = proc_bsdinfo()
      let size = Int32(MemoryLayout<proc_bsdinfo>.size)
      guard proc_pidinfo(number, PROC_PIDTBSDINFO, 0, &information, size) == size,
        information.pbi_status != UInt32(SZOMB)
      else { return nil }
      return "\(information.pbi_start_tvsec).\(information.pbi_start_tvusec)"
    }
  #else
    private static func start(of number: Int32) -> String? {
      // The name, in parentheses, may hold anything; what follows the last one is numbers (proc(5)).
      guard let status = text(of: "/proc/\(number)/stat"), let name = status.lastIndex(of: ")") else { return nil }
      let fields = status[status.index(after: name)...].split(separator: " ")
      // The first of these is the third field of the file, the state; the twenty-second is the time of the start.
      guard fields.count > 19, fields[0] != "Z", fields[0] != "X",
        let boot = text(of: "/proc/sys/kernel/random/boot_id")
      else { return nil }
      return "\(boot.prefix(36)).\(fields[19])"
    }

    private static func text(of path: String) -> String? {
      (try? CampaignFile.kernelBytes(of: path)).map { String(decoding: $0, as: UTF8.self) }
    }
  #endif
}
