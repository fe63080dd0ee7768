import Crypto
import TestSupport
import Testing

@testable import Characterization

struct CoverageMappingTests {
  /// A function of ten lines in one file with a branch, and what runs when the branch does not: a difference.
  private static let names: [UInt8] = {
    let path = Array("/p/a.swift".utf8)
    return [1, UInt8(path.count + 1), 0, UInt8(path.count)] + path
  }()

  private static func record(_ mapping: [UInt8]) -> [UInt8] {
    let list = Array(Insecure.MD5.hash(data: names)).prefix(8)
    let bytes = number(7, 8) + number(mapping.count, 4) + number(9, 8) + list + mapping
    return bytes + [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
  }

  private static let header = number(0, 4) + number(names.count, 4) + number(0, 4) + number(6, 4) + names

  private static func number(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// One file; one expression, counter 0 less counter 1; three regions, and a gap.
  private static let mapping: [UInt8] = [
    1, 0, 1, 1, 5, 4, 1, 3, 1, 9, 2, 5, 2, 5, 1, 80, 2, 2, 3, 1, 9, 1, 1, 2, 0, 0x80, 0x80, 0x80, 0x80, 0x08,
  ]

  @Test func `regions stand on counters and on differences of them`() throws {
    let mapping = CoverageMapping(records: Self.record(Self.mapping)[...], headers: Self.header[...])
    let function = try #require(mapping.functions.first)
    #expect(function.name == 7 && function.hash == 9)
    #expect(function.regions.map(\.terms) == [[0: 1], [1: 1], [0: 1, 1: -1]])
    #expect(function.regions.map(\.startLine) == [3, 5, 7])
    #expect(function.regions.map(\.endLine) == [12, 6, 8])
    #expect(function.regions.allSatisfy { $0.path == "/p/a.swift" })
  }

  @Test func `an expression that refers to itself, or grows without end, is none`() {
    let itself: [UInt8] = [1, 0, 1, 2, 2, 1, 2, 3, 1, 9, 2]
    var growing: [UInt8] = [1, 0, 60, 1, 1]
    // Each is the sum of the one before with itself: 3 in the lowest bits, the index above.
    for index in 0..<59 { growing += Array(repeating: leb(index << 2 | 3), count: 2).flatMap(\.self) }
    growing += [1] + leb(59 << 2 | 3) + [3, 1, 9, 2]
    for mapping in [itself, growing] {
      #expect(CoverageMapping(records: Self.record(mapping)[...], headers: Self.header[...]).functions.isEmpty)
    }
  }

  private func leb(_ value: Int) -> [UInt8] {
    value < 128 ? [UInt8(value)] : [UInt8(value & 0x7f) | 0x80] + leb(value >> 7)
  }

  @Test func `sections of an ELF file are found by name`() throws {
    // A header, the names, two sections and the table of them.
    let names = Array("\0.one\0__llvm_covfun\0".utf8)
    let (one, two): ([UInt8], [UInt8]) = ([1, 2, 3], [4, 5])
    var file: [UInt8] = [0x7f, 0x45, 0x4c, 0x46] + [UInt8](repeating: 0, count: 60)
    let start = file.count
    file += names + one + two
    let table = file.count
    func header(_ name: Int, _ offset: Int, _ size: Int) -> [UInt8] {
      Self.number(name, 4) + [UInt8](repeating: 0, count: 20) + Self.number(offset, 8) + Self.number(size, 8)
        + [UInt8](repeating: 0, count: 24)
    }
    file += header(0, start, names.count) + header(1, start + names.count, 3) + header(6, start + names.count + 3, 2)
    file.replaceSubrange(0x28..<0x30, with: Self.number(table, 8))
    file.replaceSubrange(0x3a..<0x40, with: Self.number(64, 2) + Self.number(3, 2) + Self.number(0, 2))
    #expect(ObjectSections(file).section("__llvm_covfun").map(Array.init) == two)
    #expect(ObjectSections(file).section("absent") == nil)
  }

  @Test(arguments: Sweep.seeds(sample: 20, full: 2000))
  func `bytes of any kind are read without harm`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      var (records, headers) = (Self.record(Self.mapping), Self.header)
      var file: [UInt8] =
        [0x7f, 0x45, 0x4c, 0x46] + (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
      if Bool.random(using: &generator) { file.replaceSubrange(0..<4, with: [0xcf, 0xfa, 0xed, 0xfe]) }
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        records[Int.random(in: records.indices, using: &generator)] = .random(in: 0...255, using: &generator)
        headers[Int.random(in: headers.indices, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      let mapping = CoverageMapping(records: records[...], headers: Self.header[...])
      #expect(mapping.functions.allSatisfy { $0.regions.allSatisfy { $0.endLine >= $0.startLine } })
      _ = CoverageMapping(records: records[...], headers: headers[...])
      #expect(ObjectSections(file).section("__llvm_covfun").map { $0.count <= file.count } ?? true)
    }
  }
}
