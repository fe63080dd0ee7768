internal import HTTP
package import MCP
internal import Processes
internal import Redaction

/// The MCP servers of the configuration, ready to be reached.
package struct MCPAssembly: Sendable {
  package let servers: [ConfiguredMCPServer]

  private let sandboxChoice: SandboxChoice
  private let environment: [String: String]
  private let workTree: String?
  private let program: String

  /// - Parameters:
  ///   - configuration: what the user has set.
  ///   - environment: the process's environment.
  ///   - workTree: the repository's work tree, in which no program is looked for; nil when there is none.
  ///   - program: the name of this program, for messages.
  package init(_ configuration: Configuration, environment: [String: String], workTree: String?, program: String) {
    servers = configuration.mcpServers.map { $0.value }
    sandboxChoice = configuration.sandbox.value
    self.environment = environment
    self.workTree = workTree
    self.program = program
  }

  /// The server of a name.
  ///
  /// - Throws: `CommandLineError` when there is none.
  package func server(named name: String) throws(CommandLineError) -> ConfiguredMCPServer {
    guard let server = servers.first(where: { $0.name == name }) else {
      let known = servers.map(\.name).joined(separator: ", ")
      throw CommandLineError(
        .usage,
        "there is no MCP server \(quoted(name)) in your configuration; there are: \(known.isEmpty ? "none" : known)")
    }
    return server
  }

  /// A session with a server, which is held against what was approved.
  ///
  /// - Throws: `CommandLineError`.
  package func session(_ server: ConfiguredMCPServer) throws(CommandLineError) -> MCPSession {
    MCPSession(
      of: server.name, current: try fingerprint(of: server),
      approved: try MCPApprovals(environment: environment).approved(server.name), remedy: remedy(server),
      version: Version.text, timeout: server.timeout,
      connect: { try await connection(to: server) })
  }

  /// What to run in order to approve a server.
  package func remedy(_ server: ConfiguredMCPServer) -> String { "\(program) mcp approve \(server.name)" }

  /// How a server is reached and what is run for it, as it is now; nothing is started.
  ///
  /// - Throws: `CommandLineError` when its program is not there.
  package func fingerprint(of server: ConfiguredMCPServer) throws(CommandLineError) -> MCPFingerprint {
    var fingerprint = MCPFingerprint()
    switch server.endpoint {
    case .program(let configured):
      let place = try location(of: configured, server)
      var fields: [String] = ["run"]
      fields += configured.words
      fields.append("environment")
      fields += configured.variables
      fields += ["folder", configured.folder ?? "/"]
      if let confinement = configured.confinement {
        fields.append("read")
        fields += confinement.readable
        fields.append("write")
        fields += confinement.writable
        fields.append("network \(confinement.allowsNetwork)")
      }
      fingerprint.add(.init(.connection), fields)
      // The script that an interpreter is given counts as much as the interpreter.
      guard fingerprint.add(file: place.path) else {
        throw CommandLineError(
          .configuration, "the program \(quoted(place.path)) of the MCP server \(server.name) cannot be read")
      }
      for word in configured.words.dropFirst() where word.hasPrefix("/") { _ = fingerprint.add(file: word) }
    case .address(let address):
      fingerprint.add(
        .init(.connection), ["url", address.url, address.header ?? "", address.key.map { "\($0)" } ?? ""])
    }
    return fingerprint
  }

  /// Opens a way to a server, whether it is approved or not.
  ///
  /// - Throws: `CommandLineError`, `ProcessError`, `HTTPError`.
  package func connection(to server: ConfiguredMCPServer) async throws -> MCPConnection {
    switch server.endpoint {
    case .program(let configured):
      let location = try location(of: configured, server)
      var confinement: MCPProgram.Confinement?
      if let wanted = configured.confinement {
        let policy = SandboxPolicy(
          readable: try resolved(wanted.readable, server) + location.readable,
          writable: try resolved(wanted.writable, server), allowsNetwork: wanted.allowsNetwork)
        confinement = MCPProgram.Confinement(try await Sandbox.prepared(choice: sandboxChoice), policy)
      }
      let program = MCPProgram(
        location.path, Array(configured.words.dropFirst()), variables: variables(of: configured, location),
        folder: configured.folder ?? (confinement == nil ? "/" : nil), confinement: confinement)
      return try await program.connect()
    case .address(let address):
      let key = try await header(of: address)
      do throws(HTTPError) {
        return try MCPAddress(address.url, key: key).connect(silence: server.timeout)
      } catch {
        throw CommandLineError(.configuration, "the url of the MCP server \(server.name) cannot be used: \(error)")
      }
    }
  }

  private func location(
    of configured: ConfiguredMCPServer.Program, _ server: ConfiguredMCPServer
  ) throws(CommandLineError) -> ProgramLocation {
    do throws(ProcessError) {
      return try ProgramLocation(
        finding: absolute(configured.words[0]),
        in: ProgramFolders.searched(environment: environment, outside: workTree), home: home)
    } catch {
      throw CommandLineError(.configuration, "the program of the MCP server \(server.name): \(error)")
    }
  }

  /// What a program gets: what every program needs, and what the user names.
  private func variables(
    of configured: ConfiguredMCPServer.Program, _ location: ProgramLocation
  ) -> [String: String] {
    var variables = environment.filter { ProcessEnvironment.allowedNames.contains($0.key) }
    if configured.confinement != nil {
      variables = ["LANG": "C.UTF-8", "PATH": location.folders.joined(separator: ":")]
    }
    for variable in configured.variables {
      let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      variables[String(parts[0])] = parts.count == 2 ? String(parts[1]) : environment[String(parts[0])]
    }
    return variables
  }

  private func header(of address: ConfiguredMCPServer.Address) async throws -> HTTPHeader? {
    guard let key = address.key else { return nil }
    let secret = try await key.resolve(environment: environment).secret.reveal()
    KnownSecrets.ofProcess.add(key: secret)
    if case .environment(let name) = key { KnownSecrets.ofProcess.withhold(variable: name) }
    guard let name = address.header else { return HTTPHeader("Authorization", "Bearer \(secret)", isSecret: true) }
    return HTTPHeader(name, secret, isSecret: true)
  }

  private var home: String? { environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } }

  private func absolute(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home else { return path }
    return home + path.dropFirst()
  }

  private func resolved(_ paths: [String], _ server: ConfiguredMCPServer) throws(CommandLineError) -> [String] {
    var resolved: [String] = []
    for path in paths {
      do throws(ProcessError) {
        resolved.append(try SandboxPolicy.resolved(absolute(path)))
      } catch {
        throw CommandLineError(.configuration, "a folder of the MCP server \(server.name): \(error)")
      }
    }
    return resolved
  }
}

extension MCPError: ErrorWithStatus {
  package var exitStatus: ExitStatus {
    switch code {
    case .notApproved: .precondition
    case .unavailable, .unsupported, .badAnswer, .timedOut, .refused, .sessionLost: .infrastructure
    }
  }
}
