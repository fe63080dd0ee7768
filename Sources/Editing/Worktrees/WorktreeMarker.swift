internal import CSandbox
internal import JSON
package import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What stands in a slot's marker, by which alone the slot is known to be ours.
package struct WorktreeMarker: Hashable, Sendable {
  /// The git folder that all work trees of the repository share.
  package var repository: String

  package var slot: String

  /// The run that has or had the slot.
  package var run: String

  /// The process that has or had it, and when that process started, in the system's own count.
  package var process: Int
  package var processStart: Int

  /// When the slot was taken or given back, in seconds since 1970.
  package var time: Int

  /// The commit whose files are there; nil while they are being written, or when that was cut off.
  package var commit: ObjectID?

  static let program = "fulcrum"

  /// The marker of a slot that this process takes now.
  init(repository: String, slot: String, run: String) {
    self.repository = repository
    self.slot = slot
    self.run = run
    process = Int(getpid())
    processStart = Int(fulcrum_process_start(getpid()))
    time = Int(Self.now)
  }

  /// Seconds since 1970.
  static var now: time_t { Self.clock() }

  private static func clock() -> time_t {
    #if canImport(Darwin)
      Darwin.time(nil)
    #elseif canImport(Musl)
      Musl.time(nil)
    #else
      Glibc.time(nil)
    #endif
  }

  // MARK: - As JSON

  var bytes: [UInt8] {
    let value: JSONValue = [
      "program": .string(Self.program), "version": 1, "repository": .string(repository), "slot": .string(slot),
      "run": .string(run), "process": JSONValue(process), "processStart": JSONValue(processStart),
      "time": JSONValue(time), "commit": JSONValue(commit?.hexadecimal),
    ]
    return Array((value.serialized() + "\n").utf8)
  }

  /// Reads a marker; nil when it is none of this program.
  init?(_ bytes: [UInt8]) {
    guard let value = try? JSONValue.parse(bytes, limits: JSONValue.Limits(size: 64 << 10)),
      value["program"]?.string == Self.program, value["version"]?.integer == 1,
      let repository = value["repository"]?.string, let slot = value["slot"]?.string, let run = value["run"]?.string,
      let process = value["process"]?.integer, let processStart = value["processStart"]?.integer,
      let time = value["time"]?.integer
    else { return nil }
    self.repository = repository
    self.slot = slot
    self.run = run
    self.process = process
    self.processStart = processStart
    self.time = time
    commit = value["commit"]?.string.flatMap { try? ObjectID($0) }
  }
}
