internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// What the files of a folder looked like to the system at a moment, by which those that were touched since are found in
/// one look at each, without reading them.
///
/// A program can give a file any time of modification, but not the time at which its entry changed last (`st_ctime`). What
/// was touched need not have changed: who asks reads those files.
struct FileStamps {
  /// What the system says of a file.
  private struct Stamp: Equatable {
    let device: UInt64
    let file: UInt64
    let mode: UInt32
    let size: Int64
    let moment: Moment
  }

  /// A time of the clock that files are stamped with.
  struct Moment: Hashable, Comparable {
    let seconds: Int
    let nanoseconds: Int

    static var now: Moment {
      var time = timespec()
      #if canImport(Darwin)
        clock_gettime(CLOCK_REALTIME, &time)
      #else
        // The kernel takes this one for files; it goes on by some milliseconds at a time.
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
      #endif
      return Moment(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }

    static func < (left: Moment, right: Moment) -> Bool {
      (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
  }

  private let root: String

  /// By folder and name; nil for a file that was written so shortly before that another writing would leave no trace.
  private var folders: [String: [String: Stamp?]] = [:]

  /// - Parameter root: the absolute path of the folder.
  init(root: String) { self.root = root }

  /// Takes a file's stamp, as it lies there now.
  mutating func take(_ path: RelativePath) {
    let now = Moment.now
    let stamp = Self.status("\(root)/\(path)").map(Self.stamp).flatMap { $0.moment < now ? $0 : nil }
    folders[path.parent?.string ?? "", default: [:]][path.name] = .some(stamp)
  }

  /// Does not look at a file any more.
  mutating func forget(_ path: RelativePath) {
    folders[path.parent?.string ?? ""]?[path.name] = nil
  }

  /// The files that may have changed since their stamps were taken, and those that are gone; in no order.
  func touched() -> [RelativePath] {
    var touched: [RelativePath] = []
    for (folder, stamps) in folders where !stamps.isEmpty {
      let descriptor = open("\(root)/\(folder)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      defer { if descriptor >= 0 { close(descriptor) } }
      for (name, stamp) in stamps {
        var status = stat()
        if let stamp, descriptor >= 0, fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
          Self.stamp(status) == stamp
        {
          continue
        }
        if let path = try? RelativePath(folder.isEmpty ? name : "\(folder)/\(name)") { touched.append(path) }
      }
    }
    return touched
  }

  /// Whether something lies at an absolute path.
  static func exists(_ path: String) -> Bool { status(path) != nil }

  /// When the entry at an absolute path changed last; nil when there is none.
  static func moment(of path: String) -> Moment? { status(path).map { stamp($0).moment } }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  private static func stamp(_ status: stat) -> Stamp {
    #if canImport(Darwin)
      let time = status.st_ctimespec
    #else
      let time = status.st_ctim
    #endif
    return Stamp(
      device: UInt64(truncatingIfNeeded: status.st_dev), file: UInt64(truncatingIfNeeded: status.st_ino),
      mode: UInt32(truncatingIfNeeded: status.st_mode), size: Int64(status.st_size),
      moment: Moment(seconds: time.tv_sec, nanoseconds: time.tv_nsec))
  }
}
