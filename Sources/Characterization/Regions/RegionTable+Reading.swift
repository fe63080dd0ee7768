internal import SourceText

extension RegionTable {
  /// Reads the regions of a lab's module from its program.
  ///
  /// The file says what the regions are, and the running program where the counters of each function begin. Where they do not
  /// fit together, as with a compiler that writes another format, the table is empty: then nothing is known of regions.
  static func read(from lab: Lab) async throws -> RegionTable {
    let bytes = try await LabDriver(lab: lab).run("table", plan: "", name: "table", calls: 0, callLimit: .zero)
    let program = try lab.builtProgram()
    let sections = ObjectSections(program)
    guard let records = sections.section("__llvm_covfun"), let headers = sections.section("__llvm_covmap") else {
      return RegionTable([:])
    }
    return RegionTable(
      CoverageMapping(records: records, headers: headers),
      counters: FunctionCounters(String(decoding: bytes, as: UTF8.self)), folder: lab.folder)
  }

  /// Joins what the file says with what the program says.
  ///
  /// - Parameter folder: the package's; what lies elsewhere is left out.
  init(_ mapping: CoverageMapping, counters: FunctionCounters, folder: String) {
    var found: [CodeRegion: [[Int: Int]]] = [:]
    var paths: [String: RelativePath?] = [:]
    for function in mapping.functions {
      guard let range = counters.range(name: function.name, hash: function.hash) else { continue }
      for region in function.regions {
        let path = paths[region.path] ?? Self.relative(region.path, to: folder)
        paths[region.path] = .some(path)
        guard let path, region.terms.keys.allSatisfy({ $0 < range.count }) else { continue }
        let place = CodeRegion(
          path: path, startLine: region.startLine, startColumn: region.startColumn, endLine: region.endLine,
          endColumn: region.endColumn)
        let terms = region.terms.map { ($0.key + range.lowerBound, $0.value) }
        found[place, default: []].append(Dictionary(terms, uniquingKeysWith: +))
      }
    }
    self.init(found)
  }

  private static func relative(_ path: String, to folder: String) -> RelativePath? {
    guard path.hasPrefix(folder + "/") else { return nil }
    return try? RelativePath(String(path.dropFirst(folder.utf8.count + 1)))
  }
}

/// Which counters belong to which function, as a running program says.
struct FunctionCounters {
  private struct Key: Hashable {
    let name: UInt64
    let hash: UInt64
  }

  private var ranges: [Key: Range<Int>] = [:]

  /// Reads lines of `NAME HASH FIRST COUNT`.
  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 4, let name = UInt64(words[0]), let hash = UInt64(words[1]), let first = Int(words[2]),
        let count = Int(words[3]), first >= 0, count > 0, count < 1 << 20, first < 1 << 30
      else { continue }
      ranges[Key(name: name, hash: hash)] = first..<(first + count)
    }
  }

  func range(name: UInt64, hash: UInt64) -> Range<Int>? { ranges[Key(name: name, hash: hash)] }
}
