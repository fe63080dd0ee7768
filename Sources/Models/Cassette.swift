internal import JSON
internal import SourceText

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A folder of recorded exchanges.
///
/// For each there is a folder `0001`, `0002` and so on with `exchange.json`, `request` and `response`. Folders are readable by their owner alone. An exchange appears whole or not at all.
struct Cassette: Sendable {
  let folder: String

  /// Makes the folder for a new recording.
  ///
  /// - Throws: `ModelError` when there is a recording already, since two in one folder would answer each other's requests.
  static func create(_ folder: String) throws(ModelError) -> Cassette {
    let cassette = Cassette(folder: folder)
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw cassette.failure("cannot be made; is its parent a folder that you may write?")
    }
    guard try cassette.names().isEmpty else { throw cassette.failure("holds a recording already; name another folder") }
    return cassette
  }

  func write(_ exchange: RecordedExchange, number: Int) throws(ModelError) {
    let digits = String(number)
    let name = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let temporary = "\(folder)/.\(name).part"
    do {
      let files = FileManager.default
      try files.createDirectory(
        atPath: temporary, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      for (file, bytes) in [
        ("exchange.json", Array((exchange.description.serialized(.indented) + "\n").utf8)),
        ("request", exchange.requestBody), ("response", Array(exchange.pieces.joined())),
      ] {
        let path = "\(temporary)/\(file)"
        guard files.createFile(atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else {
          throw failure("cannot be written: \(path)")
        }
      }
      try files.moveItem(atPath: temporary, toPath: "\(folder)/\(name)")
    } catch {
      throw error as? ModelError ?? failure("cannot be written: \(error)")
    }
  }

  /// All exchanges with the names of their folders, in the order of their numbers.
  func read() throws(ModelError) -> [(name: String, exchange: RecordedExchange)] {
    var exchanges: [(String, RecordedExchange)] = []
    for name in try names() {
      let files = try ["exchange.json", "request", "response"].map { file throws(ModelError) in
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)/\(file)") else {
          throw failure("lacks the file \(name)/\(file)")
        }
        return Array(data)
      }
      guard let description = try? JSONValue.parse(files[0]),
        let exchange = RecordedExchange(description, requestBody: files[1], response: files[2])
      else { throw failure("is damaged: \(name)/exchange.json") }
      exchanges.append((name, exchange))
    }
    return exchanges
  }

  func failure(_ what: String) -> ModelError {
    ModelError(.notRecorded, "the recording `\(ModelError.shown(folder))` \(ModelError.shown(what))")
  }

  private func names() throws(ModelError) -> [String] {
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { Int($0) != nil }
      return names.sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }
    } catch {
      throw failure("cannot be read; is the folder there?")
    }
  }
}
