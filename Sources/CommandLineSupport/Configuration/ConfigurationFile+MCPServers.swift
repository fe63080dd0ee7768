internal import Verification
internal import Yams

/// The key `mcp_servers`.
extension ConfigurationFile {
  /// The most servers of one file.
  private static let serverLimit = 20

  /// Characters of a server's name: those of a tool have to fit beside it into what providers take.
  private static let serverNameLimit = 24

  func mcpServers(_ node: Node) throws(CommandLineError) -> [ConfiguredMCPServer] {
    guard let mapping = node.mapping, mapping.count <= Self.serverLimit else {
      throw fault(node.mark?.line ?? 1, "mcp_servers must be at most \(Self.serverLimit) names, each with a server")
    }
    var servers: [ConfiguredMCPServer] = []
    for (key, value) in mapping { servers.append(try mcpServer(key, value)) }
    return servers
  }

  private func mcpServer(_ key: Node, _ value: Node) throws(CommandLineError) -> ConfiguredMCPServer {
    let line = key.mark?.line ?? 1
    guard let name = key.scalar?.string, Self.isServerName(name) else {
      throw fault(
        line,
        "an MCP server's name must be at most \(Self.serverNameLimit) lower-case letters, digits and -, a letter first")
    }
    let owner = "the MCP server \(name)"
    let fields = try ConfigurationFields(
      value, of: owner,
      known: [
        "run", "environment", "folder", "confined", "read", "write", "network", "url", "header", "key_file",
        "key_command", "key_env", "timeout_seconds",
      ], in: self)
    let endpoint: ConfiguredMCPServer.Endpoint
    switch (try fields.words("run"), try fields.text("url")) {
    case (let words?, nil): endpoint = .program(try program(words, fields, of: owner, at: line))
    case (nil, let url?): endpoint = .address(try address(url, fields))
    default: throw fault(line, "\(owner) needs either run, a program with its arguments, or url, an address")
    }
    return ConfiguredMCPServer(
      name: name, endpoint: endpoint,
      timeout: .seconds(try fields.number("timeout_seconds", in: 1...3_600) ?? 60))
  }

  private func program(
    _ words: [String], _ fields: ConfigurationFields, of owner: String, at line: Int
  ) throws(CommandLineError) -> ConfiguredMCPServer.Program {
    guard let first = words.first, !first.isEmpty else { throw fault(line, "run of \(owner) is empty") }
    guard !first.contains("/") || first.hasPrefix("/") || first.hasPrefix("~/") else {
      throw fault(line, "the program of \(owner) must be a plain name or an absolute path, not \(quoted(first))")
    }
    for key in ["url", "header", "key_file", "key_command", "key_env"] {
      if fields.has(key) { throw fields.fault(key, "belongs to a server with url") }
    }
    var program = ConfiguredMCPServer.Program(words: words)
    program.variables = try fields.words("environment") ?? []
    for variable in program.variables {
      let name = String(variable.prefix { $0 != "=" })
      let isSecret = CommandVariables.isSecret(name)
      if isSecret, variable.contains("=") {
        throw fields.fault(
          "environment",
          "holds the value of \(quoted(name)), which looks like a secret; name it alone, and it is taken "
            + "from your environment")
      }
      if !isSecret, let fault = CommandVariables.fault(in: name) {
        throw fields.fault("environment", "names \(quoted(name)), which \(fault)")
      }
    }
    program.folder = try fields.text("folder")
    if let folder = program.folder, !folder.hasPrefix("/") {
      throw fields.fault("folder", "must be an absolute path, not \(quoted(folder))")
    }
    if try fields.flag("confined") ?? false {
      program.confinement = ConfiguredMCPServer.Confinement(
        readable: try fields.folders("read"), writable: try fields.folders("write"),
        allowsNetwork: try fields.flag("network") ?? false)
    } else if let key = ["read", "write", "network"].first(where: fields.has) {
      throw fields.fault(key, "means nothing without `confined: true`: the server may do all that you may")
    }
    return program
  }

  private func address(
    _ url: String, _ fields: ConfigurationFields
  ) throws(CommandLineError) -> ConfiguredMCPServer.Address {
    for key in ["environment", "folder", "confined", "read", "write", "network"] {
      if fields.has(key) { throw fields.fault(key, "belongs to a server with run") }
    }
    var keys: [ModelKey] = []
    if let path = try fields.text("key_file") { keys.append(.file(path)) }
    if let words = try fields.words("key_command") {
      guard !words.isEmpty else { throw fields.fault("key_command", "is empty") }
      keys.append(.command(words))
    }
    if let name = try fields.text("key_env") { keys.append(.environment(name)) }
    guard keys.count <= 1 else { throw fields.fault("url", "has more than one key beside it; keep one") }
    let header = try fields.text("header")
    if header != nil, keys.isEmpty { throw fields.fault("header", "needs a key: key_file, key_command or key_env") }
    return ConfiguredMCPServer.Address(url: url, key: keys.first, header: header)
  }

  private static func isServerName(_ name: String) -> Bool {
    guard let first = name.first, ("a"..."z").contains(first), name.utf8.count <= serverNameLimit else { return false }
    return name.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
  }
}
