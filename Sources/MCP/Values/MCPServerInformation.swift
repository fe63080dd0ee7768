internal import JSON

/// What a server says of itself when a session begins; all texts are foreign.
package struct MCPServerInformation: Hashable, Sendable {
  package var revision: MCPRevision
  package var name: String
  package var version: String

  /// What it offers.
  package var hasTools: Bool
  package var hasResources: Bool
  package var hasPrompts: Bool
  package var hasLogging: Bool

  init?(_ result: JSONValue) {
    guard let revision = result["protocolVersion"]?.string.flatMap(MCPRevision.init(rawValue:)),
      result["capabilities"]?.object != nil
    else { return nil }
    self.revision = revision
    name = result["serverInfo"]?["name"]?.string ?? ""
    version = result["serverInfo"]?["version"]?.string ?? ""
    let capabilities = result["capabilities"]
    hasTools = capabilities?["tools"]?.object != nil
    hasResources = capabilities?["resources"]?.object != nil
    hasPrompts = capabilities?["prompts"]?.object != nil
    hasLogging = capabilities?["logging"]?.object != nil
  }
}
