import Foundation

/// The processes of this machine, as `/proc` shows them.
enum ProcessList {
  /// Whether a process is there and has not ended.
  static func isRunning(_ number: Int32) -> Bool {
    guard kill(number, 0) == 0 else { return false }
    let state = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
    return state.map { !$0.contains(") Z ") } ?? true
  }

  /// Those other than this one that work below a folder, or whose program or arguments name it; one line each.
  static func running(at folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { $0 != getpid() }.compactMap { number in
      let entry = "/proc/\(number)"
      let words = (try? Data(contentsOf: URL(filePath: entry + "/cmdline"))).map {
        String(decoding: $0, as: UTF8.self).replacing("\0", with: " ")
      }
      let place = try? FileManager.default.destinationOfSymbolicLink(atPath: entry + "/cwd")
      guard words?.contains(folder) == true || place?.hasPrefix(folder) == true else { return nil }
      return "\(number) \((words ?? "").prefix(120))"
    }
  }
}
