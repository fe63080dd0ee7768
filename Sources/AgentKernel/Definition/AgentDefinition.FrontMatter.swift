internal import Yams

extension AgentDefinition {
  /// The YAML at the head of a definition; unknown keys are mistakes.
  struct FrontMatter {
    var name = ""
    var tools: [String] = []
    var finalTool: String?
    var limits = AgentLimits()
    var maximumOutputTokens = 8192
    var ceiling: Risk?
    var permissionMode: PermissionMode?

    init(node: Node?) throws(FrontMatterError) {
      guard let mapping = node?.mapping else { throw FrontMatterError("it is not a mapping") }
      for (keyNode, value) in mapping {
        let key = keyNode.string ?? ""
        switch key {
        case "name": name = try Self.text(value, key)
        case "tools": tools = try Self.texts(value, key)
        case "final_tool": finalTool = try Self.text(value, key)
        case "maximum_output_tokens": maximumOutputTokens = try Self.count(value, key)
        case "turns": limits.turns = try Self.count(value, key)
        case "tokens": limits.tokens = try Self.count(value, key)
        case "ceiling": ceiling = try Self.choice(value, key)
        case "permission_mode": permissionMode = try Self.choice(value, key)
        default: throw FrontMatterError("unknown key \(key)")
        }
      }
      if name.isEmpty { throw FrontMatterError("the key name is missing") }
    }

    private static func text(_ node: Node, _ key: String) throws(FrontMatterError) -> String {
      guard let text = node.string, !text.isEmpty else { throw FrontMatterError("\(key) must be a text") }
      return text
    }

    private static func texts(_ node: Node, _ key: String) throws(FrontMatterError) -> [String] {
      guard let sequence = node.sequence else { throw FrontMatterError("\(key) must be a list") }
      var texts: [String] = []
      for node in sequence { texts.append(try text(node, key)) }
      return texts
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
      _ node: Node, _ key: String
    ) throws(FrontMatterError) -> Choice {
      guard let choice = Choice(rawValue: try text(node, key)) else {
        throw FrontMatterError("\(key) must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return choice
    }

    private static func count(_ node: Node, _ key: String) throws(FrontMatterError) -> Int {
      guard let count = node.int, count > 0 else { throw FrontMatterError("\(key) must be a number above 0") }
      return count
    }
  }

  struct FrontMatterError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }
}
