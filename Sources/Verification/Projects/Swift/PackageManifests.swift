internal import Processes
package import SourceText

/// The manifests of a Swift package: `Package.swift`, and those for versions of the tools, such as `Package@swift-6.0.swift`,
/// of which Swift takes the one that fits it best.
package enum PackageManifests {
  /// Bytes of a manifest that is read.
  private static let sizeLimit = 4 << 20

  /// The manifests at the top of a work area, sorted, with their texts.
  ///
  /// - Throws: `VerificationError` for what cannot be read.
  package static func texts(in area: WorkArea) throws -> [(path: RelativePath, text: String)] {
    let names = ((try? FolderTree.names(in: area.path)) ?? []).filter { name in
      name == "Package.swift" || (name.hasPrefix("Package@swift-") && name.hasSuffix(".swift"))
    }
    return try names.sorted().compactMap { name in
      let path = try RelativePath(name)
      return try area.content(of: path, limit: sizeLimit).map { (path, String(decoding: $0, as: UTF8.self)) }
    }
  }

  /// The variable that a manifest assigns its package to; nil when there is none.
  package static func variable(in text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let words = parts[0].split { $0 == " " || $0 == "\t" || $0 == ":" }
      guard let keyword = words.lastIndex(where: { $0 == "let" || $0 == "var" }), words.count > keyword + 1 else {
        continue
      }
      let value = parts[1].drop { $0 == " " || $0 == "\t" }
      guard value.hasPrefix("Package(") || value.hasPrefix("PackageDescription.Package(") || words.last == "Package"
      else {
        continue
      }
      return String(words[keyword + 1])
    }
    return nil
  }
}
