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

/// How a call ended.
package enum RecordedOutcome: Hashable, Sendable {
  /// It returned; nil for a call without a value.
  case returned(RecordedValue?)

  /// It threw an error of this type, which prints like this.
  case threw(type: String, description: String, isEquatableLiteral: String?)

  /// The process died of a trap or another signal; `message` is what the runtime said, without paths and addresses.
  case trapped(signal: Int, message: String)

  /// It did not end in time.
  case timedOut

  /// It ended the process.
  case exited(code: Int)
}

/// Which of a module's counters a call brought above zero: regions, as the compiler counts them.
package struct RegionVector: Hashable, Sendable {
  /// Bits, the lowest of the first word being counter 0.
  package private(set) var words: [UInt64]

  package init(words: [UInt64] = []) { self.words = words }

  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  package mutating func formUnion(_ other: RegionVector) {
    if other.words.count > words.count { words += Array(repeating: 0, count: other.words.count - words.count) }
    for index in other.words.indices { words[index] |= other.words[index] }
  }

  /// The counters that both have.
  package func intersection(_ other: RegionVector) -> RegionVector {
    RegionVector(words: zip(words, other.words).map { $0 & $1 })
  }

  /// How many counters are here that `other` has not.
  package func count(beyond other: RegionVector) -> Int {
    words.indices.reduce(0) { sum, index in
      sum + (words[index] & ~(index < other.words.count ? other.words[index] : 0)).nonzeroBitCount
    }
  }

  package func intersects(_ other: RegionVector) -> Bool { zip(words, other.words).contains { $0 & $1 != 0 } }
}

/// What a call used that tests should not depend on; elsewhere than on Linux only the last three are noticed.
package enum RecordedTouch: String, Hashable, Sendable, CaseIterable {
  /// It read the time of day.
  case clock

  /// It asked for random bytes.
  case randomness

  /// It opened a socket.
  case network

  /// It started another process.
  case processes

  /// It left files in the folder that it ran in.
  case files

  /// It left files in the home folder or the folder for temporary files.
  case filesElsewhere
}

/// What became of a candidate that compiled.
package struct Recording: Sendable {
  package let candidate: CallCandidate

  package let outcome: RecordedOutcome

  /// Values of `candidate.observations`, in their order; empty when the call did not return.
  package let observations: [RecordedValue]

  package let regions: RegionVector

  /// Why no test can be made of it: it differed from run to run, wrote outside its folder, took too long; nil for none.
  package let instability: String?

  /// Whether parts of its values were taken out, since they differed from run to run.
  package let isWeakened: Bool

  /// What it used besides its arguments, whether or not that shows in what it gave.
  package let touches: Set<RecordedTouch>

  package let duration: Duration

  package init(
    candidate: CallCandidate, outcome: RecordedOutcome, observations: [RecordedValue], regions: RegionVector,
    instability: String?, isWeakened: Bool = false, touches: Set<RecordedTouch> = [], duration: Duration
  ) {
    self.candidate = candidate
    self.outcome = outcome
    self.observations = observations
    self.regions = regions
    self.instability = instability
    self.isWeakened = isWeakened
    self.touches = touches
    self.duration = duration
  }
}
