import JSON
import JSONRPC
import Testing

struct RPCMessageTests {
  static let messages: [RPCMessage] = [
    .request(id: .number(1), method: "m", parameters: nil),
    .request(id: .string("a"), method: "m", parameters: ["x": [1, "2"]]),
    .notification(method: "n", parameters: [1, 2]),
    .notification(method: "n", parameters: nil),
    .response(id: .number(-3), result: .null),
    .response(id: .string(""), result: ["deep": ["er": true]]),
    .failure(id: .number(4), failure: RPCFailure(code: -32601, message: "no", data: ["why": "so"])),
    .failure(id: nil, failure: RPCFailure(code: -32700, message: "no JSON")),
  ]

  @Test(arguments: messages)
  func `what is written is read again`(message: RPCMessage) throws {
    #expect(try RPCMessage.parse(message.bytes) == [message])
    #expect(!message.bytes.contains(0x0A))
  }

  @Test func `a batch is its messages`() throws {
    let batch = JSONValue.array(Self.messages.map(\.json)).serialized()
    #expect(try RPCMessage.parse(Array(batch.utf8)) == Self.messages)
  }

  @Test(arguments: [
    "", "null", "1", "[]", "{}", "nonsense", #"{"jsonrpc":"1.0","id":1,"result":1}"#, #"{"id":1,"result":1}"#,
    #"{"jsonrpc":"2.0","id":1}"#, #"{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":""}}"#,
    #"{"jsonrpc":"2.0","result":1}"#, #"{"jsonrpc":"2.0","id":null,"result":1}"#,
    #"{"jsonrpc":"2.0","id":1.5,"result":1}"#, #"{"jsonrpc":"2.0","id":{},"method":"m"}"#,
    #"{"jsonrpc":"2.0","method":1}"#, #"{"jsonrpc":"2.0","method":"m","params":1}"#,
    #"{"jsonrpc":"2.0","id":1,"error":{"code":"1","message":""}}"#, #"{"jsonrpc":"2.0","id":1,"error":{"code":1}}"#,
    #"{"jsonrpc":"2.0","id":[1],"error":{"code":1,"message":""}}"#,
    #"[{"jsonrpc":"2.0","method":"m"},[]]"#,
  ])
  func `what is no message is refused`(text: String) {
    #expect { try RPCMessage.parse(Array(text.utf8)) } throws: { ($0 as? RPCError)?.code == .malformed }
  }

  @Test func `a message past the limits is refused`() {
    let deep = #"{"jsonrpc":"2.0","method":"m","params":"# + String(repeating: "[", count: 99)
    #expect(throws: RPCError.self) { try RPCMessage.parse(Array(deep.utf8)) }
    #expect { try RPCMessage.parse(Self.messages[0].bytes, limits: JSONValue.Limits(size: 10)) } throws: {
      ($0 as? RPCError)?.code == .tooLarge
    }
    let batch = JSONValue.array(Array(repeating: Self.messages[2].json, count: 1_001)).serialized()
    #expect { try RPCMessage.parse(Array(batch.utf8)) } throws: { ($0 as? RPCError)?.code == .tooLarge }
  }
}
