import Crypto
import Foundation

/// All that lies in a user's checkout, its `.git` without the objects too, each file with its rights, time and content.
struct CheckoutState {
  private let files: [String: String]

  init(of folder: String) throws {
    var files: [String: String] = [:]
    let manager = FileManager.default
    for path in manager.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
      // Objects that nothing leads to do no harm; what leads to them is told by the references.
      if path.hasPrefix(".git/objects/") { continue }
      let attributes = try manager.attributesOfItem(atPath: "\(folder)/\(path)")
      let type = attributes[.type] as? FileAttributeType
      let rights = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
      switch type {
      case FileAttributeType.typeDirectory?: files[path] = "folder \(rights)"
      case FileAttributeType.typeSymbolicLink?:
        files[path] = "link \(try manager.destinationOfSymbolicLink(atPath: "\(folder)/\(path)"))"
      default:
        let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        let hash = SHA256.hash(data: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
        files[path] = "file \(rights) \(time) \(hash)"
      }
    }
    self.files = files
  }

  /// The paths that are not what they were, but for those that a new branch brings.
  func changes(to later: CheckoutState, allowing branch: String) -> [String] {
    let parts = branch.split(separator: "/")
    var allowed: Set<String> = []
    for root in [".git/refs/heads", ".git/logs/refs/heads"] {
      for count in 1...parts.count {
        allowed.insert(([root] + parts.prefix(count).map(String.init)).joined(separator: "/"))
      }
    }
    return Set(files.keys).union(later.files.keys).filter { files[$0] != later.files[$0] && !allowed.contains($0) }
      .sorted()
  }
}
