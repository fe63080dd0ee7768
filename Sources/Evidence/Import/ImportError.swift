/// Why a linter's report cannot be imported: which file, what is wrong and where.
package struct ImportError: Error, Hashable, CustomStringConvertible {
  package let description: String

  init(_ file: String, _ fault: String) {
    description = "--import \(file): \(fault)"
  }
}
