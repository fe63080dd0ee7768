/// A value that a call gave, as far as a test can state it.
package indirect enum RecordedValue: Hashable, Sendable {
  /// What Swift source can say: `42`, `"a\n"`, `[1, 2]`, `nil`, `.some(3)`, `Direction.north`. `type` is how Swift prints the type.
  case literal(String, type: String)

  /// A floating-point number whose shortest decimal form is not exact; `text` is that form.
  case approximate(String, type: String)

  /// A structure, class, tuple or enum case that is no literal, by what can be read of it.
  ///
  /// A case has one field, named like `.north`, with the payload: `.literal("()", ...)` for none. An optional has one named
  /// `?`. Of a text or an array that is too long for a literal there are `count`, `[0]`, `utf8.count`, `prefix(60)` and
  /// the like. `readings(of:)` knows them all.
  case structure(type: String, fields: [Field])

  /// Elements without an order that are no literals: of a set, or keys with values of a dictionary. Sorted.
  case unordered(type: String, elements: [RecordedValue])

  /// Only how it prints is known, and that tells no address and no order of a hash table.
  case described(String, type: String)

  /// Nothing that a test could state: a closure, an address.
  case opaque(type: String)

  package struct Field: Hashable, Sendable {
    /// As it is read: `count`, `0` for the first of a tuple, `[0]` for the first of an array.
    package let name: String
    package let value: RecordedValue

    package init(name: String, value: RecordedValue) {
      self.name = name
      self.value = value
    }
  }
}
