package import JSON
internal import SourceText

/// What a user approves of a server: how it is reached, what is run, and which tools it lists, each as a hash.
///
/// A server that was harmless when it was looked at can turn into another one later, by a new version or by changing what
/// its tools say to a model. So it is used only while all of this is as it was.
package struct MCPFingerprint: Hashable, Sendable {
  /// What a part is about.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The words of the command, its variables' names and its folder; or the address and where the key goes.
    case connection

    /// The content of the program, or of a file that the command names.
    case file

    /// A tool's description and schemas.
    case tool
  }

  /// A part, by what it is about.
  package struct Part: Hashable, Sendable {
    package var kind: Kind

    /// A path or a tool's name; empty for the connection.
    package var name: String

    package init(_ kind: Kind, _ name: String = "") {
      self.kind = kind
      self.name = name
    }
  }

  /// The hash of each part, in hexadecimal digits.
  package private(set) var hashes: [Part: String] = [:]

  package init() {}

  /// Adds a part.
  ///
  /// - Parameter fields: what it is made of.
  package mutating func add(_ part: Part, _ fields: [String]) {
    hashes[part] = ContentHash(ofFields: fields).hexadecimal
  }

  /// Adds the tools that a server lists.
  package mutating func add(_ tools: [MCPTool]) {
    for tool in tools {
      add(
        Part(.tool, tool.name),
        [tool.description, tool.inputSchema.value.serialized(), tool.outputSchema?.value.serialized() ?? ""])
    }
  }

  /// What is known before a server is started or asked.
  package var withoutTools: MCPFingerprint {
    var fingerprint = self
    fingerprint.hashes = hashes.filter { $0.key.kind != .tool }
    return fingerprint
  }

  /// The names of the tools, sorted.
  package var toolNames: [String] { hashes.keys.filter { $0.kind == .tool }.map(\.name).sorted() }

  /// The files and their hashes, sorted.
  package var fileHashes: [(path: String, hash: String)] {
    hashes.filter { $0.key.kind == .file }.map { ($0.key.name, $0.value) }.sorted { $0.path < $1.path }
  }

  /// One hash for all parts.
  package var digest: String {
    let sorted = hashes.sorted { ($0.key.kind.rawValue, $0.key.name) < ($1.key.kind.rawValue, $1.key.name) }
    return ContentHash(ofFields: sorted.flatMap { [$0.key.kind.rawValue, $0.key.name, $0.value] }).hexadecimal
  }

  /// What is different from what was approved, in words; names of tools are foreign text.
  package func differences(from approved: MCPFingerprint) -> [String] {
    let parts = Set(hashes.keys).union(approved.hashes.keys)
    let changed = parts.filter { hashes[$0] != approved.hashes[$0] }
    return changed.sorted { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }.map { part in
      let name = String(reflecting: MCPClient.bounded(part.name))
      return switch (part.kind, approved.hashes[part], hashes[part]) {
      case (.connection, _, _): "how it is reached has changed in the configuration"
      case (.file, nil, _): "the file \(name) is new"
      case (.file, _, nil): "the file \(name) is not used any more"
      case (.file, _, _): "the file \(name) has changed"
      case (.tool, nil, _): "the tool \(name) is new"
      case (.tool, _, nil): "the tool \(name) is gone"
      case (.tool, _, _): "the tool \(name) describes itself differently"
      }
    }
  }
}

extension MCPFingerprint {
  package var json: JSONValue {
    var kinds: [String: JSONValue] = [:]
    for kind in Kind.allCases {
      let members = hashes.filter { $0.key.kind == kind }.map { ($0.key.name, JSONValue.string($0.value)) }
      kinds[kind.rawValue] = .object(Dictionary(members) { first, _ in first })
    }
    return .object(kinds)
  }

  /// Nil for what `json` never gives.
  package init?(_ value: JSONValue) {
    for kind in Kind.allCases {
      guard let members = value[kind.rawValue]?.object else { return nil }
      for (name, hash) in members {
        guard let hash = hash.string else { return nil }
        hashes[Part(kind, name)] = hash
      }
    }
  }
}
