internal import JSON

extension MCPClient {
  /// Pages of one list.
  private static let pageLimit = 100

  /// Elements of one list; a model could not choose among more.
  private static let elementLimit = 1_000

  /// Bytes of one list, as JSON.
  private static let sizeLimit = 1 << 20

  /// All tools; two of one name are a fault, since nobody could tell which was approved.
  ///
  /// - Throws: `MCPError`.
  package func tools() async throws -> [MCPTool] {
    guard information?.hasTools == true else { return [] }
    var tools: [MCPTool] = []
    var names: Set<String> = []
    for element in try await elements(of: .tools) {
      guard let tool = MCPTool(element) else { throw error(.badAnswer, "lists a tool without a name or a schema") }
      guard names.insert(tool.name).inserted else {
        throw error(.badAnswer, "lists two tools named \(String(reflecting: Self.bounded(tool.name)))")
      }
      tools.append(tool)
    }
    return tools
  }

  /// All that is in a list besides tools.
  ///
  /// - Throws: `MCPError`; of a server that offers no such list the list is empty.
  package func list(_ listing: MCPListing) async throws -> [MCPListed] {
    let isOffered =
      switch listing {
      case .tools: information?.hasTools
      case .resources, .resourceTemplates: information?.hasResources
      case .prompts: information?.hasPrompts
      }
    guard isOffered == true else { return [] }
    return try await elements(of: listing).compactMap { MCPListed($0, in: listing) }
  }

  /// Goes through the pages of a list.
  private func elements(of listing: MCPListing) async throws -> [JSONValue] {
    var elements: [JSONValue] = []
    var size = 0
    var cursor: String?
    for _ in 0..<Self.pageLimit {
      let page = try await ask(listing.method, cursor.map { ["cursor": .string($0)] } ?? [:])
      guard let found = page[listing.rawValue]?.array else {
        throw error(.badAnswer, "answers \(listing.method) with what is no list")
      }
      elements += found
      size += found.reduce(0) { $0 + $1.serialized().utf8.count }
      guard elements.count <= Self.elementLimit, size <= Self.sizeLimit else {
        throw error(
          .badAnswer,
          "lists more than is taken: at most \(Self.elementLimit) elements and \(Self.sizeLimit >> 20) MiB of \(listing.method)"
        )
      }
      guard let next = page["nextCursor"]?.string else { return elements }
      guard next != cursor else { throw error(.badAnswer, "pages \(listing.method) in a circle") }
      cursor = next
    }
    throw error(.badAnswer, "has more than \(Self.pageLimit) pages of \(listing.method)")
  }
}
