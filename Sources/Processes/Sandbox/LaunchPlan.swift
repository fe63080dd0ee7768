internal import JSON

/// What the launcher is told by the program that it was started from: how to confine, and whom to answer.
///
/// It travels as JSON in the arguments. The child's program and arguments follow it there, and its variables are the
/// launcher's own with a prefix, so that none of them means anything to the launcher.
struct LaunchPlan: Hashable, Sendable {
  /// Stands before the name of each variable that is meant for the child.
  static let variablePrefix = "CHILD_"

  var level: SandboxLevel

  /// The version of Landlock's interface to use.
  var landlockVersion: Int

  var policy: SandboxPolicy

  /// The child's working directory.
  var folder: String

  /// The process for which the child runs, and with which it ends; 0 within bubblewrap, which sees to that.
  var parent: Int32

  /// The file in which the launcher says why a child could not be run, out of the child's reach.
  var report: String

  /// The absolute path of bubblewrap, which is still to be run; nil when it is not used, or runs already.
  var bubblewrap: String?

  /// The descriptor on which the launcher within bubblewrap answers the one outside; nil outside.
  var channel: Int32?
}

extension LaunchPlan {
  var text: String {
    var members: [String: JSONValue] = [
      "level": .string(level.rawValue), "landlock": JSONValue(landlockVersion), "readable": Self.list(policy.readable),
      "writable": Self.list(policy.writable), "network": .bool(policy.allowsNetwork), "folder": .string(folder),
      "processor_seconds": JSONValue(policy.limits.processorSeconds), "processes": JSONValue(policy.limits.processes),
      "file_size": JSONValue(policy.limits.fileSize), "open_files": JSONValue(policy.limits.openFiles),
      "parent": JSONValue(Int(parent)), "report": .string(report),
    ]
    members["memory"] = policy.limits.memory.map { JSONValue($0) }
    members["bubblewrap"] = bubblewrap.map(JSONValue.string)
    members["channel"] = channel.map { JSONValue(Int($0)) }
    return JSONValue.object(members).serialized()
  }

  /// The plan in a text; nil for one that is not whole.
  init?(_ text: String) {
    guard let value = try? JSONValue.parse(text),
      let level = value["level"]?.string.flatMap(SandboxLevel.init(rawValue:)), level != .none,
      let landlockVersion = value["landlock"]?.integer,
      let readable = Self.texts(value["readable"]), let writable = Self.texts(value["writable"]),
      let allowsNetwork = value["network"]?.bool, let folder = value["folder"]?.string,
      let processorSeconds = value["processor_seconds"]?.integer, let processes = value["processes"]?.integer,
      let fileSize = value["file_size"]?.integer, let openFiles = value["open_files"]?.integer,
      let parent = value["parent"]?.integer.flatMap(Int32.init(exactly:)), let report = value["report"]?.string
    else { return nil }
    let limits = ProcessLimits(
      processorSeconds: processorSeconds, memory: value["memory"]?.integer, processes: processes, fileSize: fileSize,
      openFiles: openFiles)
    self.init(
      level: level, landlockVersion: landlockVersion,
      policy: SandboxPolicy(readable: readable, writable: writable, allowsNetwork: allowsNetwork, limits: limits),
      folder: folder, parent: parent, report: report, bubblewrap: value["bubblewrap"]?.string,
      channel: value["channel"]?.integer.flatMap(Int32.init(exactly:)))
  }

  private static func list(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

  private static func texts(_ value: JSONValue?) -> [String]? {
    guard let array = value?.array else { return nil }
    let texts = array.compactMap(\.string)
    return texts.count == array.count ? texts : nil
  }
}
