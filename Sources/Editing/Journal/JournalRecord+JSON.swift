internal import JSON
internal import SourceText

extension JournalRecord {
  /// The line, with its line feed.
  var line: [UInt8] { Array((json.serialized() + "\n").utf8) }

  /// Reads a line; nil when it is no record.
  init?(_ line: some Sequence<UInt8>) {
    guard let json = try? JSONValue.parse(Array(line), limits: JSONValue.Limits(size: 64 << 20)) else { return nil }
    switch json["record"]?.string {
    case "begun":
      guard let store = json["store"]?.string else { return nil }
      self = .begun(store: store)
    case "done": self = .done
    case "forgetting": self = .forgetting
    case "restoring": self = .restoring
    case "restored": self = .restored(left: (json["left"]?.array ?? []).compactMap(\.string))
    case "intent":
      guard json["version"]?.integer == 1, let intent = Intent(json) else { return nil }
      self = .intent(intent)
    default: return nil
    }
  }

  private var json: JSONValue {
    switch self {
    case .begun(let store): ["record": "begun", "store": .string(store)]
    case .done: ["record": "done"]
    case .forgetting: ["record": "forgetting"]
    case .restoring: ["record": "restoring"]
    case .restored(let left): ["record": "restored", "left": .array(left.map(JSONValue.string))]
    case .intent(let intent): intent.json
    }
  }
}

extension JournalRecord.Intent {
  fileprivate var json: JSONValue {
    [
      "record": "intent", "version": 1, "run": .string(run.string), "time": JSONValue(time), "root": .string(root),
      "device": .string(String(identity.device)), "inode": .string(String(identity.inode)), "store": .string(store),
      "backup": .string(backup), "folders": .array(folders.map { .string($0.string) }),
      "files": .array(
        files.map { file in
          ["path": .string(file.path.string), "old": file.old?.json ?? .null, "new": file.new?.json ?? .null]
        }),
    ]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let run = json["run"]?.string.flatMap({ RunID($0) }), let time = json["time"]?.integer,
      let root = json["root"]?.string, let device = json["device"]?.string.flatMap({ UInt64($0) }),
      let inode = json["inode"]?.string.flatMap({ UInt64($0) }), let store = json["store"]?.string,
      let backup = json["backup"]?.string, let folderNames = json["folders"]?.array, let entries = json["files"]?.array
    else { return nil }
    let folders = folderNames.compactMap { $0.string.flatMap { try? RelativePath($0) } }
    let files = entries.compactMap(JournalRecord.File.init)
    guard folders.count == folderNames.count, files.count == entries.count else { return nil }
    self.init(
      run: run, time: time, root: root, identity: FileIdentity(device: device, inode: inode), store: store,
      backup: backup, folders: folders, files: files)
  }
}

extension JournalRecord.File {
  fileprivate init?(_ json: JSONValue) {
    guard let path = json["path"]?.string.flatMap({ try? RelativePath($0) }), let old = json["old"],
      let new = json["new"]
    else { return nil }
    let states = (old: FileState(old), new: FileState(new))
    guard (states.old != nil || old.isNull) && (states.new != nil || new.isNull) else { return nil }
    self.init(path: path, old: states.old, new: states.new)
  }
}
