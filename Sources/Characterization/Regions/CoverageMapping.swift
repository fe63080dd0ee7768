internal import Crypto

/// What the compiler wrote into a program about its regions: where each is, and how its count follows from counters.
///
/// The format is LLVM's (`docs/CoverageMappingFormat.rst`, versions 4 to 7, of which names of files must not be compressed).
/// Only what stands in source is kept: no gaps, no skipped code.
struct CoverageMapping {
  struct Region: Hashable {
    /// The absolute path, as the compiler was given it.
    let path: String
    let startLine: Int
    let startColumn: Int
    let endLine: Int
    let endColumn: Int

    /// Which counters of its function are added and subtracted, and how often each.
    let terms: [Int: Int]
  }

  struct Function {
    /// What the function's name hashes to, and its own hash.
    let name: UInt64
    let hash: UInt64
    let regions: [Region]
  }

  private(set) var functions: [Function] = []

  /// Lines of a file; the program may have been written by the code under test.
  private static let lineLimit = 1 << 20

  /// - Parameters:
  ///   - records: the section `__llvm_covfun`.
  ///   - headers: the section `__llvm_covmap`.
  init(records: ArraySlice<UInt8>, headers: ArraySlice<UInt8>) {
    let files = Self.files(in: ByteReader(headers))
    let reader = ByteReader(records)
    var offset = 0
    while let name = reader.word(at: offset, size: 8), let size = reader.number(at: offset + 8, size: 4),
      let hash = reader.word(at: offset + 12, size: 8), let list = reader.word(at: offset + 20, size: 8),
      let bytes = reader.slice(offset + 28, size)
    {
      if let names = files[list], let regions = Self.regions(in: bytes, files: names) {
        functions.append(Function(name: name, hash: hash, regions: regions))
      }
      offset = (offset + 28 + size + 7) / 8 * 8
    }
  }

  /// The lists of files by the hash that records refer to them with.
  private static func files(in reader: ByteReader) -> [UInt64: [String]] {
    var files: [UInt64: [String]] = [:]
    var offset = 0
    while let size = reader.number(at: offset + 4, size: 4), let rest = reader.number(at: offset + 8, size: 4),
      let bytes = reader.slice(offset + 16, size)
    {
      let digest = Insecure.MD5.hash(data: Array(bytes))
      let hash = ByteReader(digest.map { $0 }).word(at: 0, size: 8) ?? 0
      files[hash] = names(in: ByteReader(bytes))
      offset = (offset + 16 + size + rest + 7) / 8 * 8
    }
    return files
  }

  private static func names(in list: ByteReader) -> [String]? {
    var reader = list
    guard let count = reader.leb(), reader.leb() != nil, reader.leb() == 0, count < 100_000 else { return nil }
    var names: [String] = []
    for _ in 0..<count {
      guard let length = reader.leb(), let bytes = reader.slice(reader.position, length) else { return nil }
      names.append(String(decoding: bytes, as: UTF8.self))
      reader.position += length
    }
    return names
  }

  /// A counter as it is referred to: nothing, a counter, or an expression of two others.
  private typealias Reference = Int

  private static func regions(in bytes: ArraySlice<UInt8>, files: [String]) -> [Region]? {
    var reader = ByteReader(bytes)
    guard let fileCount = reader.leb(), fileCount <= files.count else { return nil }
    var own: [String] = []
    for _ in 0..<fileCount {
      guard let index = reader.leb(), files.indices.contains(index) else { return nil }
      own.append(files[index])
    }
    guard let expressionCount = reader.leb(), expressionCount < bytes.count else { return nil }
    var expressions: [(Reference, Reference)] = []
    for _ in 0..<expressionCount {
      guard let left = reader.leb(), let right = reader.leb() else { return nil }
      expressions.append((left, right))
    }
    var known = Expressions(expressions)
    var regions: [Region] = []
    for path in own {
      guard let count = reader.leb() else { return nil }
      var line = 0
      for _ in 0..<count {
        guard let kind = kind(&reader), let delta = reader.leb(), let startColumn = reader.leb(),
          let lines = reader.leb(), let endColumn = reader.leb(), max(delta, lines) <= lineLimit
        else { return nil }
        line += delta
        guard line <= lineLimit else { return nil }
        // A gap between statements, of which the highest bit of the column tells.
        guard case .code(let reference) = kind, endColumn & (1 << 31) == 0 else { continue }
        guard let terms = known.terms(of: reference) else { return nil }
        regions.append(
          Region(
            path: path, startLine: line, startColumn: startColumn, endLine: line + lines, endColumn: endColumn,
            terms: terms))
      }
    }
    return regions
  }

  private enum Kind {
    case code(Reference)
    case other
  }

  /// The first number of a region: a counter, or in its higher bits what else it is.
  private static func kind(_ reader: inout ByteReader) -> Kind? {
    guard let number = reader.leb() else { return nil }
    guard number & 3 == 0 else { return .code(number) }
    // A file that is included.
    if number & 4 != 0 { return .other }
    switch number >> 3 {
    case 0: return .code(0)
    case 2: return .other
    case 4:
      // The two ways out of a branch have a counter each.
      guard reader.leb() != nil, reader.leb() != nil else { return nil }
      return .other
    default: return nil
    }
  }

  /// What expressions come to, each worked out once.
  private struct Expressions {
    let pairs: [(Reference, Reference)]

    /// Terms that all expressions of a function may have together: far more than any that a person wrote has.
    private var budget = 1 << 20
    private var known: [Int: [Int: Int]] = [:]

    init(_ pairs: [(Reference, Reference)]) { self.pairs = pairs }

    /// Which counters a reference comes to; nil for what no compiler writes.
    mutating func terms(of reference: Reference, depth: Int = 0) -> [Int: Int]? {
      let index = reference >> 2
      switch reference & 3 {
      case 0: return [:]
      case 1: return [index: 1]
      default:
        let sign = reference & 3 == 2 ? -1 : 1
        guard pairs.indices.contains(index), depth < 1000 else { return nil }
        // Which of the two it is stands in the reference, so that an expression is known by its sign too.
        if let terms = known[index * sign - (sign < 0 ? 1 : 0)] { return terms }
        guard let left = terms(of: pairs[index].0, depth: depth + 1),
          let right = terms(of: pairs[index].1, depth: depth + 1)
        else { return nil }
        let sum = left.merging(right.mapValues { $0 * sign }) { $0 + $1 }
        budget -= sum.count + 1
        guard budget > 0, sum.values.allSatisfy({ $0.magnitude < 1 << 20 }) else { return nil }
        known[index * sign - (sign < 0 ? 1 : 0)] = sum
        return sum
      }
    }
  }
}
