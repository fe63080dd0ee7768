/// The arguments of a rule, checked against what it takes.
package struct RewriterArguments: Hashable, Sendable {
  private let values: [String: String]

  /// - Parameters:
  ///   - given: by name.
  ///   - description: of the rule that takes them.
  /// - Throws: `SwiftSourceError` with code `.rewriter` for one that the rule does not take, that is missing, or wrong.
  package init(_ given: [String: String], for description: RewriterDescription) throws(SwiftSourceError) {
    let known = description.parameters
    for name in given.keys.sorted() where !known.contains(where: { $0.name == name }) {
      let list = known.isEmpty ? "no arguments" : known.map(\.name).joined(separator: ", ")
      throw SwiftSourceError(
        .rewriter, "the rule \(description.name) takes no argument \(String(reflecting: name)); it takes \(list)")
    }
    var values: [String: String] = [:]
    for parameter in known {
      guard let value = given[parameter.name] else {
        guard let standard = parameter.standard else {
          throw SwiftSourceError(
            .rewriter,
            "the rule \(description.name) needs the argument \(String(reflecting: parameter.name)): \(parameter.meaning)"
          )
        }
        values[parameter.name] = standard
        continue
      }
      // What may be left out may also be left empty, as when a recipe's own parameter is.
      if let fault = parameter.fault(in: value), !(value.isEmpty && parameter.standard == "") {
        throw SwiftSourceError(
          .rewriter,
          "the argument \(String(reflecting: parameter.name)) of the rule \(description.name) \(fault): "
            + String(reflecting: value))
      }
      values[parameter.name] = value
    }
    self.values = values
  }

  /// The value of an argument; empty for one that may be left out.
  func text(_ name: String) -> String { values[name] ?? "" }

  func flag(_ name: String) -> Bool { values[name] == "true" }

  func number(_ name: String) -> Int { values[name].flatMap { Int($0) } ?? 0 }

  /// The pattern of an argument; nil when it was left out.
  func pattern(_ name: String) -> NamePattern? { values[name].flatMap(NamePattern.init) }

  /// The words of a list, without the blanks around them.
  func list(_ name: String) -> [String] {
    (values[name] ?? "").split(separator: ",").map { word in
      String(word.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
