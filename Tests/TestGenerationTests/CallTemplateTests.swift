import Testing

@testable import TestGeneration

struct CallTemplateTests {
  @Test(arguments: [
    ("parse(\"a\")", "parse(input)", ["\"a\""], ["String"]),
    (
      "clamp(5, low: -1, high: 10)", "clamp(input, low: input2, high: input3)", ["5", "-1", "10"],
      ["Int", "Int", "Int"]
    ),
    ("scale(by: 0.5)", "scale(by: input)", ["0.5"], ["Double"]),
    ("parse(\"a\\\"b\")", "parse(input)", ["\"a\\\"b\""], ["String"]),
    ("first([1, 2])", "first([1, 2])", [], []),
    ("map { $0 + 1 }", "map { $0 + 1 }", [], []),
    ("show(\"\\(1)\")", "show(\"\\(1)\")", [], []),
    ("at(1...3)", "at(1...3)", [], []),
    ("value2.name", "value2.name", [], []),
  ])
  func `literals come out of a call, but not out of brackets`(
    call: String, text: String, inputs: [String], types: [String]
  ) {
    let template = CallTemplate(of: call)
    #expect(template.text == text)
    #expect(template.inputs == inputs)
    #expect(template.types == types)
  }
}
