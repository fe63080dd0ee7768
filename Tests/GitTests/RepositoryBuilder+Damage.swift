import Foundation
import SourceText
import TestSupport

extension RepositoryBuilder {
  func looseObject(_ id: ObjectID) -> String {
    "\(path)/.git/objects/\(id.hexadecimal.prefix(2))/\(id.hexadecimal.dropFirst(2))"
  }

  /// Flips bytes at the end of a loose object, so that its header stays whole.
  func damage(_ id: ObjectID) throws {
    let file = URL(fileURLWithPath: looseObject(id))
    var bytes = try Data(contentsOf: file)
    for position in bytes.indices.suffix(6) { bytes[position] ^= 0xFF }
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
  }
}
