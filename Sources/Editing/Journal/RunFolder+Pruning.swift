#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension RunFolder {
  /// How many folders of runs stay, and for how long.
  package struct Keeping: Hashable, Sendable {
    package var count: Int

    /// Bytes of all folders together.
    package var size: Int

    /// Seconds since 1970: a run that can be gone on with stays if its journal was written since.
    package var moment: Int

    package init(count: Int, size: Int, since moment: Int) {
      self.count = count
      self.size = size
      self.moment = moment
    }
  }

  /// Folders whose journals are read at one time.
  private static let readCount = 32

  /// Removes folders of old runs, the oldest first, until as many are left as may stay.
  ///
  /// One that a process has open stays, and so does one that somebody may still go on with.
  ///
  /// - Parameters:
  ///   - path: the absolute path of the folder that holds them.
  ///   - canGoOn: whether somebody may go on with a run, by the lines of its journal.
  /// - Returns: the names of those that were removed.
  /// - Throws: `EditingError`.
  package static func prune(
    _ path: String, keeping: Keeping, canGoOn: ([[UInt8]]) -> Bool
  ) throws(EditingError) -> [String] {
    let all = try PrivateFolder(path)
    do {
      var found: [(name: String, time: Int, size: Int)] = []
      for name in try all.descriptor.names(limit: .max).compactMap(\.text) {
        guard let status = try all.descriptor.status(of: name), status.st_mode & S_IFMT == S_IFDIR else { continue }
        let folder = try all.descriptor.opened(name, O_RDONLY | O_DIRECTORY)
        // What holds no journal was never begun, or is half removed.
        var (time, size, isOurs) = (0, 0, true)
        for entry in try folder.names(limit: .max).compactMap(\.text) {
          guard let status = try folder.status(of: entry) else { continue }
          if status.st_mode & S_IFMT != S_IFREG { isOurs = false }
          size += Int(status.st_size)
          if entry == Self.journalName { time = Self.time(of: status) }
        }
        if isOurs { found.append((name, time, size)) }
      }
      var (count, size) = (found.count, found.reduce(0) { $0 + $1.size })
      var removed: [String] = []
      var read = 0
      for (name, time, bytes) in found.sorted(by: { ($0.time, $0.name) < ($1.time, $1.name) }) {
        guard count > keeping.count || size > keeping.size, read < Self.readCount else { break }
        // Another process may have it open, or it is none of ours.
        guard let run = try? RunFolder("\(path)/\(name)", for: name) else { continue }
        if time >= keeping.moment {
          read += 1
          if canGoOn(run.lines) { continue }
        }
        try run.remove(name, from: all)
        removed.append(name)
        (count, size) = (count - 1, size - bytes)
      }
      return removed
    } catch let fault as SystemFault {
      throw fault.error("clear up", path)
    } catch let error as EditingError {
      throw error
    } catch {
      throw EditingError(.inputOutput, "\(error)")
    }
  }

  /// Seconds since 1970.
  private static func time(of status: stat) -> Int {
    #if canImport(Darwin)
      status.st_mtimespec.tv_sec
    #else
      status.st_mtim.tv_sec
    #endif
  }
}
