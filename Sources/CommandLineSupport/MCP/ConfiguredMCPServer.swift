/// An MCP server as the user's configuration names it; a project's cannot.
package struct ConfiguredMCPServer: Hashable, Sendable {
  /// Lower-case letters, digits and dashes: it becomes a part of the names of tools.
  package var name: String
  package var endpoint: Endpoint

  /// How long each request may take.
  package var timeout: Duration

  /// Where the server is.
  package enum Endpoint: Hashable, Sendable {
    case program(Program)
    case address(Address)
  }

  /// A program that is started for each run.
  package struct Program: Hashable, Sendable {
    /// The program and its arguments.
    package var words: [String]

    /// `NAME`, to take it over from the user's environment, or `NAME=value`.
    package var variables: [String] = []

    /// Where it runs, an absolute path; nil for the root, since a folder with foreign files could be run from.
    package var folder: String?

    /// What it is kept to; nil for a program that runs as any other of the user's.
    package var confinement: Confinement?
  }

  /// What a program in the sandbox may touch besides what every program there may read.
  package struct Confinement: Hashable, Sendable {
    /// Absolute paths.
    package var readable: [String] = []
    package var writable: [String] = []
    package var allowsNetwork = false
  }

  /// A server that is there already.
  package struct Address: Hashable, Sendable {
    package var url: String

    /// Where the key is to be found that names the user; nil for none.
    package var key: ModelKey?

    /// The header that holds the key; nil for `Authorization: Bearer`.
    package var header: String?
  }
}

extension ConfiguredMCPServer {
  /// How it is reached, in a line; never a secret.
  package var words: String {
    switch endpoint {
    case .program(let program):
      program.words.joined(separator: " ") + (program.confinement == nil ? "" : ", in the sandbox")
    case .address(let address): address.url + (address.key.map { ", its key \($0)" } ?? "")
    }
  }
}
