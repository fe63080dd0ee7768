import Testing

@testable import SwiftSource

struct ArithmeticMutationTests {
  @Test(arguments: [
    ("let x = a + b * c", "let x = fulcrumPlus(1, a , fulcrumTimes(2, b , c))"),
    ("let x = (a - b) % c", "let x = fulcrumRemainder(1, (fulcrumMinus(2, a , b)) , c)"),
    ("x += 1", "fulcrumAdd(1, &x , 1)"),
    ("x[i + 1] -= y", "fulcrumSubtract(1, &x[fulcrumPlus(2, i , 1)] , y)"),
    ("let x = a << 2 | b & c", "let x = fulcrumBitOr(1, fulcrumLeft(2, a , 2) , fulcrumBitAnd(3, b , c))"),
    ("let x = -y", "let x = fulcrumNegative(1, -y)"),
    ("let x = -1", "let x = -1"),
    (#"let x = "a" + b + c"#, #"let x = fulcrumJoined(1, fulcrumJoined(2, "a" , b) , c)"#),
    ("let x = try a() + b", "let x = try fulcrumPlus(1, a() , b)"),
  ])
  func `an operator becomes another`(text: String, expected: String) {
    #expect(mutated(text, .arithmetic) == expected)
  }

  @Test func `what is no number is joined or written twice`() {
    #expect(mutated("let x = a + b", .arithmetic, form: 1) == "let x = fulcrumJoined(1, a , b)")
    #expect(mutated("let x = a + b", .arithmetic, form: 2) == "let x = (fulcrumIs(1) ? a - b : a + b)")
    #expect(mutated("x += y", .arithmetic, form: 1) == "fulcrumAppend(1, &x , y)")
    #expect(mutated("x?.n += y", .arithmetic, form: 2) == "(fulcrumIs(1) ? (x?.n -= y) : (x?.n += y))")
  }
}
