internal import SourceText
internal import XML

/// Reads JaCoCo's XML (`report.dtd`), which counts instructions and branches of lines.
enum JaCoCoCoverage {
  /// - Returns: nil when the root is another element.
  static func read(_ bytes: [UInt8], _ paths: CoveragePaths) throws(XMLError) -> ImportedCoverage? {
    var reading = Reading(paths: paths)
    try XMLEvents.forEach(in: bytes, allowsDocumentType: true) { reading.add($0) }
    guard reading.root == "report" else { return nil }
    return ImportedCoverage(report: reading.tally.report, unmatched: reading.unmatched.sorted())
  }

  private struct Reading {
    let paths: CoveragePaths
    var tally = CoverageTally()
    var unmatched: Set<String> = []
    var root: String?
    private var package = ""
    private var file: RelativePath?

    init(paths: CoveragePaths) { self.paths = paths }

    mutating func add(_ event: XMLEvent) {
      switch event {
      case .start(let name, let attributes): start(name, attributes)
      case .end("sourcefile"): file = nil
      case .end, .text: break
      }
    }

    private mutating func start(_ name: String, _ attributes: [String: String]) {
      root = root ?? name
      switch name {
      case "package": package = attributes["name"] ?? ""
      case "sourcefile":
        let path = [package, attributes["name"] ?? ""].filter { !$0.isEmpty }.joined(separator: "/")
        file = paths.file(endingWith: path)
        if let file { tally.add(file: file) } else { unmatched.insert(path) }
      case "line":
        guard let file, let number = attributes["nr"].flatMap({ Int($0) }) else { return }
        // How often a line ran it does not say.
        tally.add(line: number, count: Self.count(attributes["ci"]) > 0 ? 1 : 0, in: file)
        let (taken, missed) = (Self.count(attributes["cb"]), Self.count(attributes["mb"]))
        guard (1...1000).contains(taken + missed) else { return }
        for index in 0..<(taken + missed) {
          tally.add(branch: "\(index)", line: number, isTaken: index < taken, in: file)
        }
      default: break
      }
    }

    private static func count(_ text: String?) -> Int { min(max(0, text.flatMap { Int($0) } ?? 0), 1 << 32) }
  }
}
