/// Why a document is no XML that is accepted: where and what.
package struct XMLError: Error, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
