package import JSON

/// One message of JSON-RPC 2.0.
package enum RPCMessage: Hashable, Sendable {
  /// Asks for an answer.
  case request(id: RPCRequestID, method: String, parameters: JSONValue?)

  /// Tells something; there is no answer.
  case notification(method: String, parameters: JSONValue?)

  /// Answers the request of the same identifier.
  case response(id: RPCRequestID, result: JSONValue)

  /// Answers that a request came to nothing; without an identifier when it could not even be read.
  case failure(id: RPCRequestID?, failure: RPCFailure)
}

extension RPCMessage {
  /// The most messages of one batch that are taken.
  private static let batchLimit = 1_000

  package var json: JSONValue {
    var members: [String: JSONValue] = ["jsonrpc": "2.0"]
    switch self {
    case .request(let id, let method, let parameters):
      members["id"] = id.json
      members["method"] = .string(method)
      members["params"] = parameters
    case .notification(let method, let parameters):
      members["method"] = .string(method)
      members["params"] = parameters
    case .response(let id, let result):
      members["id"] = id.json
      members["result"] = result
    case .failure(let id, let failure):
      members["id"] = id?.json ?? .null
      var error: [String: JSONValue] = ["code": JSONValue(failure.code), "message": .string(failure.message)]
      error["data"] = failure.data
      members["error"] = .object(error)
    }
    return .object(members)
  }

  /// The message as JSON on one line.
  package var bytes: [UInt8] { Array(json.serialized().utf8) }

  /// Reads one message.
  ///
  /// - Throws: `RPCError` with code `.malformed` for a value that is no message.
  package init(_ value: JSONValue) throws(RPCError) {
    guard value["jsonrpc"] == "2.0" else { throw Self.malformed("it does not say that it is JSON-RPC 2.0") }
    let id = value["id"].flatMap { RPCRequestID($0) }
    if let method = value["method"] {
      guard let method = method.string else { throw Self.malformed("its method is no text") }
      let parameters = value["params"]
      guard parameters == nil || parameters?.object != nil || parameters?.array != nil else {
        throw Self.malformed("its parameters are neither an object nor an array")
      }
      guard value["id"] != nil else {
        self = .notification(method: method, parameters: parameters)
        return
      }
      guard let id else { throw Self.malformed("its identifier is neither a whole number nor a text") }
      self = .request(id: id, method: method, parameters: parameters)
      return
    }
    switch (value["result"], value["error"]) {
    case (let result?, nil):
      guard let id else { throw Self.malformed("it answers without an identifier") }
      self = .response(id: id, result: result)
    case (nil, let error?):
      guard value["id"] == nil || value["id"]?.isNull == true || id != nil else {
        throw Self.malformed("its identifier is neither a whole number nor a text")
      }
      guard let code = error["code"]?.integer, let message = error["message"]?.string else {
        throw Self.malformed("its error has no code or no message")
      }
      self = .failure(id: id, failure: RPCFailure(code: code, message: message, data: error["data"]))
    default: throw Self.malformed("it is neither a request nor an answer")
    }
  }

  /// Reads what was sent at once: a message, or several in an array, which old versions of protocols allow.
  ///
  /// - Throws: `RPCError` with code `.malformed` or `.tooLarge`; of a batch nothing is taken then.
  package static func parse(_ bytes: [UInt8], limits: JSONValue.Limits = JSONValue.Limits()) throws(RPCError)
    -> [RPCMessage]
  {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue.parse(bytes, limits: limits)
    } catch {
      throw error.code == .tooLarge ? RPCError(.tooLarge, "\(error)") : malformed("it is \(error)")
    }
    guard let batch = value.array else { return [try RPCMessage(value)] }
    guard !batch.isEmpty else { throw malformed("it is an empty batch") }
    guard batch.count <= batchLimit else {
      throw RPCError(.tooLarge, "a batch of \(batch.count) messages, where \(batchLimit) are allowed")
    }
    var messages: [RPCMessage] = []
    for element in batch { messages.append(try RPCMessage(element)) }
    return messages
  }

  private static func malformed(_ reason: String) -> RPCError {
    RPCError(.malformed, "what came is no message of JSON-RPC: \(reason)")
  }
}
