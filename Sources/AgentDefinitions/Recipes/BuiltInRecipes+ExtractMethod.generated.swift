// Generated from recipes/extract-method.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let extractMethod = ##"""
    name: extract-method
    description: |
      Takes lines of a Swift function out into a method of their own.
      As sourcekit-lsp does it; the package must build, and the formatter has to indent what comes of it.
    parameters:
      file:
        description: The path of the file.
      lines:
        description: Which lines, such as 12-20.
        pattern: "[0-9]+(-[0-9]+)?"
      name:
        description: The method's name.
    preconditions:
      languages: [swift]
      programs: [sourcekit-lsp]
    steps:
      - extract: {file: "${file}", lines: "${lines}", name: "${name}"}
    tests:
      - name: two lines of a function
        parameters: {file: Sources/Toy/Toy.swift, lines: 3-4, name: show}
        before:
          Sources/Toy/Toy.swift: |
            func f(_ numbers: [Int]) -> Int {
              let sum = numbers.count
              print("sum")
              print(sum)
              return sum
            }
        after:
          Sources/Toy/Toy.swift: |
            fileprivate func show(_ sum: Int) {
            print("sum")
              print(sum)
            }

            func f(_ numbers: [Int]) -> Int {
              let sum = numbers.count
              show(sum)
              return sum
            }
        unchanged:
          Package.swift: |
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(name: "Toy", targets: [.target(name: "Toy")])

    """##
}
