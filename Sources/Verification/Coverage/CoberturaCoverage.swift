internal import SourceText
internal import XML

/// Reads Cobertura's XML, which coverage.py, gcovr, coverlet, PHPUnit and others write too (`coverage-04.dtd`).
enum CoberturaCoverage {
  /// Folders in `<sources>` that are looked at.
  private static let folderLimit = 100

  /// - Returns: nil when the root is another element.
  static func read(_ bytes: [UInt8], _ paths: CoveragePaths) throws(XMLError) -> ImportedCoverage? {
    var reading = Reading(paths: paths)
    try XMLEvents.forEach(in: bytes, allowsDocumentType: true) { reading.add($0) }
    guard reading.root == "coverage" else { return nil }
    return ImportedCoverage(report: reading.tally.report, unmatched: reading.unmatched.sorted())
  }

  private struct Reading {
    let paths: CoveragePaths
    var tally = CoverageTally()
    var unmatched: Set<String> = []
    var root: String?
    private var folders: [String] = []
    private var source: String?
    private var file: RelativePath?

    /// Methods tell their lines a second time.
    private var isInMethod = false

    init(paths: CoveragePaths) { self.paths = paths }

    mutating func add(_ event: XMLEvent) {
      switch event {
      case .start(let name, let attributes): start(name, attributes)
      case .text(let text): source? += text
      case .end("source"):
        if let source, folders.count < CoberturaCoverage.folderLimit { folders.append(source.trimmed) }
        source = nil
      case .end("class"): file = nil
      case .end("method"): isInMethod = false
      case .end: break
      }
    }

    private mutating func start(_ name: String, _ attributes: [String: String]) {
      root = root ?? name
      switch name {
      case "source": source = ""
      case "method": isInMethod = true
      case "class":
        guard let path = attributes["filename"] else { return }
        file = paths.file(path, in: folders)
        if let file { tally.add(file: file) } else { unmatched.insert(path) }
      case "line":
        guard let file, !isInMethod, let number = attributes["number"].flatMap({ Int($0) }),
          let hits = attributes["hits"].flatMap({ Int($0) })
        else { return }
        tally.add(line: number, count: hits, in: file)
        addBranches(attributes["condition-coverage"] ?? "", line: number, to: file)
      default: break
      }
    }

    /// Reads `50% (1/2)`: which of the branches were taken it does not say.
    private mutating func addBranches(_ text: String, line: Int, to file: RelativePath) {
      let parts = text.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }.split(separator: "/").compactMap { Int($0) }
      guard parts.count == 2, (1...1000).contains(parts[1]) else { return }
      for index in 0..<parts[1] { tally.add(branch: "\(index)", line: line, isTaken: index < parts[0], in: file) }
    }
  }
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
