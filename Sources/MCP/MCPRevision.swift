/// The revisions of the Model Context Protocol that begin with a handshake, and so are spoken here.
///
/// Source: modelcontextprotocol.io/specification. The revision 2026-07-28 knows no handshake; servers of today that speak
/// it speak older ones too.
package enum MCPRevision: String, Hashable, Sendable, CaseIterable {
  case november2024 = "2024-11-05"
  case march2025 = "2025-03-26"
  case june2025 = "2025-06-18"
  case november2025 = "2025-11-25"

  /// What a client offers.
  package static let newest = MCPRevision.november2025

  /// Whether requests over HTTP name the revision.
  package var hasVersionHeader: Bool { self == .june2025 || self == .november2025 }
}
