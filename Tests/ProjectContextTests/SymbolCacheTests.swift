import Foundation
import SourceText
import TestSupport
import Testing

@testable import ProjectContext

struct SymbolCacheTests {
  private func id(_ number: Int) throws -> ObjectID {
    try ObjectID(String(format: "%040x", number))
  }

  private func symbols(_ seed: Int) -> FileSymbols {
    FileSymbols(
      definitions: (0..<seed % 5).map {
        .init(
          name: NameID("name\(seed * 10 + $0)"), line: UInt32($0 + 1),
          style: NameStyle(rawValue: UInt8($0 % 3)) ?? .plain)
      },
      references: (0..<seed % 7).map { FileSymbols.Reference(name: NameID("used\(seed + $0)"), count: UInt16($0 + 1)) }
        .sorted { $0.name < $1.name })
  }

  private func files(_ count: Int) throws -> [ObjectID: FileSymbols] {
    Dictionary(uniqueKeysWithValues: try (0..<count).map { (try id($0), symbols($0)) })
  }

  @Test func `what is written is read`() throws {
    let all = try files(50)
    #expect(SymbolCache.decoded(SymbolCache.encoded(all.map { ($0.key, $0.value) })) == all)
    #expect(SymbolCache.decoded(SymbolCache.encoded([])).isEmpty)
  }

  @Test func `what is damaged or cut off is read as nothing, whatever it is`() throws {
    let bytes = SymbolCache.encoded(try files(8).map { ($0.key, $0.value) })
    for length in 0..<bytes.count {
      let found = SymbolCache.decoded(Array(bytes[..<length]))
      // Between two entries nothing shows that more were there.
      #expect(found.count < 8)
    }
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2_000 {
      var damaged = bytes
      for _ in 0..<3 {
        damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = SymbolCache.decoded(damaged)
    }
    #expect(SymbolCache.decoded(Array("FLCMSYM1\u{1}\u{0}\u{0}\u{0}\u{28}".utf8)).isEmpty)
  }

  @Test func `the file can be read by its owner alone, and a link in its place is not followed`() throws {
    let folder = try TemporaryFolder()
    let cache = SymbolCacheFile(folder: "\(folder.path)/fulcrum/symbols", repositoryFolder: "/a/.git")
    #expect(cache.read().isEmpty)
    let all = try files(20)
    cache.write(all, of: try (0..<5).map { try id($0) })
    #expect(cache.read() == all)
    let manager = FileManager.default
    let names = try manager.contentsOfDirectory(atPath: "\(folder.path)/fulcrum/symbols")
    #expect(names.count == 1)
    let path = "\(folder.path)/fulcrum/symbols/\(names[0])"
    #expect(try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try manager.attributesOfItem(atPath: "\(folder.path)/fulcrum")[.posixPermissions] as? Int == 0o700)
    try manager.moveItem(atPath: path, toPath: "\(folder.path)/elsewhere")
    try manager.createSymbolicLink(atPath: path, withDestinationPath: "\(folder.path)/elsewhere")
    #expect(cache.read().isEmpty)
    #expect(SymbolCacheFile(folder: "\(folder.path)/fulcrum/symbols", repositoryFolder: "/b/.git").read().isEmpty)
  }

  @Test func `a folder that cannot be written keeps nothing and harms nobody`() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(filePath: "\(folder.path)/file"))
    let cache = SymbolCacheFile(folder: "\(folder.path)/file/symbols", repositoryFolder: "/a/.git")
    cache.write(try files(3), of: [])
    #expect(cache.read().isEmpty)
  }
}
