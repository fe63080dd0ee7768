package struct GlobPattern: Sendable {
  package init(_ text: String) throws(SourceTextError) {}
  package func matches(_ path: RelativePath) -> Bool { true }
}
