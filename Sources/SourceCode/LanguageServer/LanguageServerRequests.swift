internal import JSON
internal import JSONRPC

/// Answers what servers ask their client, so that none waits in vain and none changes a file.
struct LanguageServerRequests: Sendable {
  let root: DocumentRoot
  let settings: JSONValue?
  let notices: ServerNotices

  var handler: RPCHandler {
    RPCHandler(
      request: { method, parameters in answer(method, parameters) },
      notification: { method, parameters in notices.take(method, parameters) })
  }

  func answer(_ method: String, _ parameters: JSONValue?) -> RPCAnswer {
    switch method {
    case "workspace/configuration":
      let items = parameters?["items"]?.array ?? []
      return .result(.array(items.prefix(100).map { setting($0["section"]?.string) }))
    case "workspace/workspaceFolders":
      return .result([["uri": .string(root.address), "name": "project"]])
    case "workspace/applyEdit":
      // What an action changes comes as a request of the server's; it is kept, and nothing is changed by it.
      guard let edit = parameters?["edit"], notices.keep(edit: edit) else {
        return .result(["applied": false, "failureReason": "edits are taken as answers only"])
      }
      return .result(["applied": true])
    case "window/showDocument":
      return .result(["success": false])
    case "client/registerCapability":
      notices.register(parameters?["registrations"]?.array ?? [])
      return .result(.null)
    case "client/unregisterCapability", "window/workDoneProgress/create",
      "window/showMessageRequest", "workspace/codeLens/refresh", "workspace/diagnostic/refresh",
      "workspace/foldingRange/refresh", "workspace/inlayHint/refresh", "workspace/inlineValue/refresh",
      "workspace/semanticTokens/refresh":
      return .result(.null)
    default:
      return .failure(.unknownMethod(method))
    }
  }

  /// The part of the settings that a dotted name leads to.
  private func setting(_ section: String?) -> JSONValue {
    guard let section, !section.isEmpty else { return settings ?? .null }
    var value = settings
    for name in section.split(separator: ".") { value = value?[String(name)] }
    return value ?? .null
  }
}
