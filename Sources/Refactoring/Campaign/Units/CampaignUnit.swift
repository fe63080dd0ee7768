internal import SourceText

/// One thing that a campaign works on: a repository, a package, a directory or a file.
package struct CampaignUnit: Hashable, Sendable {
  /// What units are; all units of a campaign are of one kind.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case repository
    case package
    case directory
    case file
  }

  package let kind: Kind

  /// Its path as the campaign counts it: below the campaign's folder, the same on every machine; absolute when it was named so.
  package let name: String

  /// Where it lies here: absolute.
  package let path: String

  /// The folder of the repository that it belongs to; nil when it is in none.
  package let repository: String?

  /// What holds the repository's branches, if it is known; linked work trees share it, and are not worked on at the same
  /// time.
  package let store: String?

  /// Whether the repository is a linked work tree.
  package let isLinked: Bool

  package init(
    kind: Kind, name: String, path: String, repository: String?, store: String? = nil, isLinked: Bool = false
  ) {
    self.kind = kind
    self.name = name
    self.path = path
    self.repository = repository
    self.store = store ?? repository
    self.isLinked = isLinked
  }

  /// What it is called in journals, and what its shard follows from.
  package var identity: String { "\(kind.rawValue):\(name)" }

  /// The path within its repository; nil for the repository itself and for what is in none.
  package var pathInRepository: String? {
    guard let repository, path != repository, path.hasPrefix(repository + "/") else { return nil }
    return String(path.dropFirst(repository.count + 1))
  }

  /// A name for files and branches: readable, and different for different identities.
  package var fileName: String {
    let readable = name.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isPlain ? Character(scalar) : "-"
    }
    let words = String(readable).split(separator: "-").joined(separator: "-").suffix(40).drop { $0 == "-" }
    return (words.isEmpty ? "" : words + "-") + ContentHash(of: identity).hexadecimal.prefix(12)
  }
}
