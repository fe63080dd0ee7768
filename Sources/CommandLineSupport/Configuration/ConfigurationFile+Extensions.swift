internal import AgentKernel
internal import JSON
internal import Processes
internal import SourceText
internal import Tools
internal import Verification
internal import Yams

/// The keys `tools`, `hooks` and `web`.
extension ConfigurationFile {
  /// The most tools of one file, and the most hooks.
  private static let extensionLimit = 50

  /// The names of the tools that the file configures, whatever else is wrong with them: rules may speak of these.
  var customToolNames: [String] {
    guard let mapping = (try? root())?.mapping else { return [] }
    return mapping.first { $0.key.scalar?.string == "tools" }?.value.mapping?.compactMap { $0.key.scalar?.string } ?? []
  }

  func tools(_ node: Node) throws(CommandLineError) -> [CustomToolDefinition] {
    guard let mapping = node.mapping, mapping.count <= Self.extensionLimit else {
      throw fault(node.mark?.line ?? 1, "tools must be at most \(Self.extensionLimit) names, each with a tool")
    }
    var tools: [CustomToolDefinition] = []
    for (key, value) in mapping { tools.append(try tool(key, value)) }
    return tools
  }

  private func tool(_ key: Node, _ value: Node) throws(CommandLineError) -> CustomToolDefinition {
    let line = key.mark?.line ?? 1
    guard let name = key.scalar?.string, Self.isToolName(name) else {
      throw fault(line, "a tool's name must be at most 40 lower-case letters, digits and _, a letter first")
    }
    guard !ToolCatalogue.names.contains(name) else { throw fault(line, "there is a tool \(name) already") }
    let owner = "the tool \(name)"
    let fields = try ConfigurationFields(
      value, of: owner, known: Self.shared + ["description", "input", "risk", "sandbox", "network"], in: self)
    guard let description = try fields.text("description"), description.utf8.count <= 2000 else {
      throw fault(line, "\(owner) needs a description of at most 2000 bytes, from which models learn when to use it")
    }
    let isConfined = try fields.flag("sandbox") ?? true
    let allowsNetwork = try fields.flag("network") ?? false
    var program = ConfiguredProgram(
      words: try run(fields, of: owner, at: value), deadline: .seconds(60), isConfined: isConfined,
      allowsNetwork: allowsNetwork, readable: try fields.folders("read"), variables: try variables(fields))
    if let seconds = try fields.number("timeout_seconds", in: 1...3600) { program.deadline = .seconds(seconds) }
    if let megabytes = try memory(fields) { program.limits.memory = megabytes << 20 }
    let risk = try risk(fields)
    if risk < .dangerous, !isConfined || allowsNetwork {
      throw fields.fault(
        "risk", "must be dangerous or critical unless the tool stays in the sandbox, without network")
    }
    return CustomToolDefinition(
      name: name, description: description, inputSchema: try schema(fields), program: program, risk: risk)
  }

  private func risk(_ fields: ConfigurationFields) throws(CommandLineError) -> Risk {
    guard let text = try fields.text("risk") else { return .dangerous }
    guard let risk = Risk(rawValue: text) else {
      throw fields.fault("risk", "must be one of \(Risk.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return risk
  }

  /// The schema of a tool's arguments; without one it takes none.
  private func schema(_ fields: ConfigurationFields) throws(CommandLineError) -> JSONSchema {
    guard let text = try fields.text("input") else {
      return JSONSchema(["type": "object", "additionalProperties": false])
    }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue.parse(text, limits: JSONValue.Limits(size: 32 << 10, depth: 24))
    } catch {
      throw fields.fault("input", "must be a JSON schema in quotation marks on one line: \(error)")
    }
    guard value["type"] == "object" else { throw fields.fault("input", "must be a schema of \"type\": \"object\"") }
    let schema = JSONSchema(value)
    if let keyword = schema.uncheckedKeywords.first {
      throw fields.fault("input", "has \(quoted(keyword)), which is not checked here; leave it out")
    }
    return schema
  }

  func hooks(_ node: Node) throws(CommandLineError) -> [HookDefinition] {
    guard let nodes = node.sequence, nodes.count <= Self.extensionLimit else {
      throw fault(node.mark?.line ?? 1, "hooks must be a list of at most \(Self.extensionLimit) hooks")
    }
    var hooks: [HookDefinition] = []
    for node in nodes { hooks.append(try hook(node)) }
    return hooks
  }

  private func hook(_ node: Node) throws(CommandLineError) -> HookDefinition {
    let line = node.mark?.line ?? 1
    let fields = try ConfigurationFields(
      node, of: "a hook", known: ["name", "event", "tool", "run", "timeout_seconds", "environment"], in: self)
    let known = HookPoint.allCases.map(\.rawValue).joined(separator: ", ")
    guard let point = try fields.text("event").flatMap(HookPoint.init(rawValue:)) else {
      throw fault(line, "a hook needs event, one of \(known)")
    }
    let words = try run(fields, of: "a hook", at: node)
    var program = ConfiguredProgram(
      words: words, deadline: .seconds(10), isConfined: false, variables: try variables(fields))
    if let seconds = try fields.number("timeout_seconds", in: 1...600) { program.deadline = .seconds(seconds) }
    var tools: GlobPattern?
    if let pattern = try fields.text("tool") {
      guard point.isAboutTool else { throw fields.fault("tool", "has no meaning for \(point.rawValue)") }
      do throws(SourceTextError) {
        tools = try GlobPattern(pattern)
      } catch {
        throw fields.fault("tool", "is a pattern that cannot be read: \(error)")
      }
    }
    let fileName = words.first?.split(separator: "/").last.map(String.init)
    return HookDefinition(
      name: try fields.text("name") ?? fileName ?? "hook", point: point, tools: tools, program: program)
  }

  func web(_ node: Node) throws(CommandLineError) -> WebHosts {
    let fields = try ConfigurationFields(node, of: "web", known: ["hosts", "private_hosts"], in: self)
    let web = WebHosts(
      hosts: try fields.words("hosts") ?? [], privateHosts: try fields.words("private_hosts") ?? [])
    for (key, hosts) in [("hosts", web.hosts), ("private_hosts", web.privateHosts)] {
      for host in hosts {
        if let reason = WebHosts.fault(in: host) { throw fields.fault(key, "holds \(quoted(host)), which \(reason)") }
      }
    }
    return web
  }

  private static func isToolName(_ name: String) -> Bool {
    guard let first = name.first, ("a"..."z").contains(first), name.count <= 40 else { return false }
    return name.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }
  }
}
