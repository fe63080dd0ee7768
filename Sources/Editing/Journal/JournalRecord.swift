internal import JSON
internal import SourceText

/// One line of a run's journal.
///
/// The last record tells what a new start has to do: after `done` or `restored` nothing, otherwise it restores.
enum JournalRecord: Equatable {
  /// What is about to be done; synced before the first file is touched.
  case intent(Intent)

  /// All was done.
  case done

  /// All that was done is about to be undone.
  case restoring

  /// All was undone but for these paths, which somebody changed since.
  case restored(left: [String])

  struct Intent: Equatable {
    var run: RunID

    /// Seconds since 1970.
    var time: Int

    var root: String
    var identity: FileIdentity

    /// The kind of backup, and its name there.
    var store: String
    var backup: String

    /// The folders that the run makes, a folder before those in it.
    var folders: [RelativePath]

    var files: [File]
  }

  struct File: Equatable {
    var path: RelativePath

    /// Nil when nothing is there before.
    var old: FileState?

    /// Nil when nothing is there after.
    var new: FileState?
  }
}

/// What a file is, without its content.
struct FileState: Hashable, Sendable {
  /// The hexadecimal digits of the content's hash.
  var hash: String

  /// Bytes.
  var size: Int
  var mode: UInt32

  /// Nil for a file that is new, which belongs to whoever makes it.
  var owner: UInt32?
  var group: UInt32?
}

extension FileState {
  init(_ file: StoredFile) {
    self.init(
      hash: file.hash.hexadecimal, size: file.bytes.count, mode: file.mode, owner: file.owner, group: file.group)
  }

  /// The state that a content will have.
  ///
  /// - Parameter origin: the file that it takes the place of, or that it was moved from.
  init(_ content: CheckedChange.Content) {
    self.init(
      hash: content.hash.hexadecimal, size: content.bytes.count, mode: content.mode, owner: content.owner,
      group: content.group)
  }

  /// Whether a state, nil for nothing, is what is there; of the mode only what git knows counts.
  static func matches(_ state: FileState?, _ entry: FolderEntry) -> Bool {
    switch (state, entry) {
    case (nil, .absent): true
    case (let state?, .file(let file)):
      state.hash == file.hash.hexadecimal && (state.mode & 0o100 != 0) == file.isExecutable
    default: false
    }
  }
}

// MARK: - As JSON

extension JournalRecord {
  /// The line, with its line feed.
  var line: [UInt8] { Array((json.serialized() + "\n").utf8) }

  /// Reads a line; nil when it is no record.
  init?(_ line: some Sequence<UInt8>) {
    guard let json = try? JSONValue.parse(Array(line), limits: JSONValue.Limits(size: 64 << 20)) else { return nil }
    switch json["record"]?.string {
    case "done": self = .done
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
    case .done: ["record": "done"]
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

extension FileState {
  fileprivate var json: JSONValue {
    var members: [String: JSONValue] = [
      "hash": .string(hash), "size": JSONValue(size), "mode": JSONValue(Int(mode)),
    ]
    if let owner, let group {
      members["owner"] = JSONValue(Int(owner))
      members["group"] = JSONValue(Int(group))
    }
    return .object(members)
  }

  fileprivate init?(_ json: JSONValue) {
    guard let hash = json["hash"]?.string, let size = json["size"]?.integer, size >= 0,
      let mode = json["mode"]?.integer.flatMap({ UInt32(exactly: $0) })
    else { return nil }
    self.init(
      hash: hash, size: size, mode: mode, owner: json["owner"]?.integer.flatMap { UInt32(exactly: $0) },
      group: json["group"]?.integer.flatMap { UInt32(exactly: $0) })
  }
}
