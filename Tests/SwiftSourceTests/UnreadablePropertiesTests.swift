import Testing

@testable import SwiftSource

struct UnreadablePropertiesTests {
  @Test func `private properties are found under their types, and no others`() {
    let names = UnreadableProperties.names(
      in: """
        private let top = 1
        struct Outer<T> {
          private var first = 1, second = 2
          fileprivate let third: Int
          private(set) var read = 1
          internal var fourth: Int { let private1 = 1; return private1 }
          final class Inner { @Wrapped private var value = 3 }
          func f() { struct Local { private var hidden = 1 } }
        }
        extension Outer.Inner { private static let shared = 1 }
        actor Keeper { private var kept = 0 }
        """)
    #expect(
      names == [
        "Outer.first", "Outer.second", "Outer.third", "Outer.Inner.value", "Outer.Inner.shared", "Keeper.kept",
      ])
  }
}
