internal import HTTP

/// The hosts that the user lets agents read from; empty for none, which is how it is unless they say so.
package struct WebHosts: Hashable, Sendable {
  /// Names or addresses, with a port where it is not the usual one.
  package var hosts: [String]

  /// Those hosts besides that may lie in a private network, this machine included.
  package var privateHosts: [String]

  package init(hosts: [String] = [], privateHosts: [String] = []) {
    self.hosts = hosts
    self.privateHosts = privateHosts
  }

  package var isEmpty: Bool { hosts.isEmpty && privateHosts.isEmpty }

  /// Whether an address may be read, and how far it may reach.
  enum Reach {
    case refused
    case publicOnly
    case anywhere
  }

  /// - Parameter address: as libcurl reads it, so that no spelling of a host passes for another.
  func reach(of address: HTTPAddress) -> Reach {
    let usualPort = address.isSecure ? 443 : 80
    var names: Set<String> = []
    if let port = address.port { names.insert("\(Self.bracketed(address.host)):\(port)") }
    if (address.port ?? usualPort) == usualPort { names.insert(address.host) }
    if privateHosts.contains(where: { names.contains($0.lowercased()) }) { return .anywhere }
    return hosts.contains { names.contains($0.lowercased()) } ? .publicOnly : .refused
  }

  /// What is wrong with a host's name as it is written in a configuration, as the end of a sentence; nil when nothing is.
  package static func fault(in host: String) -> String? {
    guard !host.isEmpty, host.utf8.count <= 260 else { return "is empty or too long" }
    let isPlain = host.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || ".-:[]_".unicodeScalars.contains($0)
    }
    return isPlain ? nil : "is no name of a host: write docs.example.org, without https:// and without patterns"
  }

  private static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }
}
