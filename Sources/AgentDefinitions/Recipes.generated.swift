// Generated from recipes/*.yml by scripts/generate-agent-definitions: change those, then run it.

extension AgentDefinitions {
  /// The text of each built-in recipe, by the recipe's name.
  package static let recipes: [String: String] = [
    "add-attribute": ##"""
    name: add-attribute
    description: |
      Puts an attribute before the Swift declarations that match, unless one of that name is there.
    parameters:
      attribute:
        description: The attribute, such as "@MainActor".
      kind:
        description: Only declarations of this kind, such as class, struct or function.
        default: ""
      name:
        description: Only declarations of this name, in which * stands for any characters.
        default: ""
    preconditions:
      languages: [swift]
    steps:
      - swift: add-attribute
        with: {attribute: "${attribute}", kind: "${kind}", name: "${name}"}
    tests:
      - name: view models
        parameters: {attribute: "@MainActor", kind: class, name: "*ViewModel"}
        before:
          a.swift: |
            final class HomeViewModel {}
            final class Home {}
        after:
          a.swift: |
            @MainActor
            final class HomeViewModel {}
            final class Home {}
        unchanged:
          b.swift: |
            @MainActor
            final class OtherViewModel {}
            struct StructViewModel {}

    """##,
    "adopt-renamed": ##"""
    name: adopt-renamed
    description: |
      Uses the new names that `@available(*, renamed:)` of a Swift project gives.
      Unclear uses are left and reported.
    parameters:
      name:
        description: Only what had this name.
        default: ""
    preconditions:
      languages: [swift]
      text: ["renamed:"]
    steps:
      - swift: adopt-renamed
        with: {name: "${name}"}
        together: true
    tests:
      - name: a function and its call in another file
        before:
          b.swift: |
            func use() { fetchAll() }
        after:
          b.swift: |
            func use() { load() }
        unchanged:
          a.swift: |
            @available(*, deprecated, renamed: "load()")
            func fetchAll() { load() }
            func load() {}

    """##,
    "argument-labels": ##"""
    name: argument-labels
    description: |
      Changes, adds or removes argument labels of a Swift function, with its calls.
      By syntax alone; unclear calls are reported. With a package that builds, rename-symbol knows more.
    parameters:
      from:
        description: The function as it is, such as "load(_:)" or "Loader.init(id:)".
      to:
        description: The same with the new labels, such as "load(from:)".
    preconditions:
      languages: [swift]
    steps:
      - swift: argument-labels
        with: {from: "${from}", to: "${to}"}
        together: true
    tests:
      - name: a label for a parameter without one
        parameters: {from: "load(_:)", to: "load(from:)"}
        before:
          a.swift: |
            func load(_ path: String) {}
          b.swift: |
            func use() { load("x") }
        after:
          a.swift: |
            func load(from path: String) {}
          b.swift: |
            func use() { load(from: "x") }
        unchanged:
          c.swift: |
            func other() { save("x") }

    """##,
    "completion-handler-to-async": ##"""
    name: completion-handler-to-async
    description: |
      Adds an `async` function beside each Swift function that ends with a completion handler.
      The old one stays for its callers; calls within a continuation use the new one.
    parameters:
      name:
        description: Only functions of this name, in which * stands for any characters.
        default: ""
    preconditions:
      languages: [swift]
    steps:
      - swift: completion-to-async
        with: {name: "${name}"}
        together: true
    gates: {interface: false}
    tests:
      - name: a result of one value
        before:
          a.swift: |
            struct Loader {
              func load(id: Int, completion: @escaping (Int) -> Void) {
                completion(id)
              }
            }
        after:
          a.swift: |
            struct Loader {
            }
        unchanged:
          b.swift: |
            func each(_ body: (Int) -> Void) { body(1) }

    """##,
    "empty-instead-of-count": ##"""
    name: empty-instead-of-count
    description: |
      Writes `isEmpty` in Swift for a comparison of `count` with zero.
      The build decides whether the type has it.
    preconditions:
      languages: [swift]
    steps:
      - swift: empty-instead-of-count
    gates: {build: true}
    until: fixpoint
    tests:
      - name: each comparison
        before:
          a.swift: |
            func f(a: [Int]) -> Bool { a.count == 0 || a.count > 0 || a.count != 0 }
        after:
          a.swift: |
            func f(a: [Int]) -> Bool { a.isEmpty || !a.isEmpty || !a.isEmpty }
        unchanged:
          b.swift: |
            func g(a: [Int]) -> Bool { a.count == 1 || a.count(where: { $0 > 0 }) == 0 }

    """##,
    "explicit-any": ##"""
    name: explicit-any
    description: |
      Writes `any P` in Swift where a protocol of the project stands as a type.
      What the upcoming feature ExistentialAny asks for.
    parameters:
      protocols:
        description: Protocols from elsewhere, with commas between them.
        default: ""
    preconditions:
      languages: [swift]
    steps:
      - swift: explicit-any
        with: {protocols: "${protocols}"}
        together: true
    until: fixpoint
    tests:
      - name: a parameter and an array
        before:
          b.swift: |
            func f(p: P, all: [P]) {}
        after:
          b.swift: |
            func f(p: any P, all: [any P]) {}
        unchanged:
          a.swift: |
            protocol P {}
            struct S: P {}
            func g<T: P>(_ t: T) {}

    """##,
    "extract-method": ##"""
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

    """##,
    "for-where": ##"""
    name: for-where
    description: |
      Moves the condition of an `if` that is all a Swift loop does into the loop's `where`.
    preconditions:
      languages: [swift]
    steps:
      - swift: for-where
    until: fixpoint
    tests:
      - name: a loop of one condition
        before:
          a.swift: |
            func f(a: [Int]) {
              for x in a {
                if x > 1 {
                  print(x)
                }
              }
            }
        after:
          a.swift: |
            func f(a: [Int]) {
              for x in a where x > 1 {
                print(x)
              }
            }
        unchanged:
          b.swift: |
            func g(a: [Int]) {
              for x in a {
                if x > 1 { print(x) } else { print(0) }
              }
            }

    """##,
    "format-swift": ##"""
    name: format-swift
    description: |
      Formats Swift files with the toolchain's swift-format, as the project's .swift-format says.
    preconditions:
      languages: [swift]
      programs: [swift]
    steps:
      - run: [swift, format, format, --in-place, --recursive, .]
        files: ["*.swift"]
        together: false
    tests:
      - name: blanks
        before:
          a.swift: |
            struct A{
                let b=1
            }
        after:
          a.swift: |
            struct A {
              let b = 1
            }
        unchanged:
          b.swift: |
            let c = 1

    """##,
    "go-any": ##"""
    name: go-any
    description: |
      Writes `any` in Go for the empty interface.
      Go 1.18 and newer.
    preconditions:
      languages: [go]
      programs: [ast-grep]
    steps:
      - ast-grep:
          id: go-any
          language: go
          message: Write any for interface{}
          rule:
            kind: interface_type
            regex: ^interface\s*\{\s*\}$
          fix: any
    until: fixpoint
    tests:
      - name: a parameter and a map
        before:
          a.go: |
            package a

            func f(x interface{}, m map[string]interface{}) {}
        after:
          a.go: |
            package a

            func f(x any, m map[string]any) {}
        unchanged:
          b.go: |
            package a

            type I interface {
            	F()
            }

    """##,
    "group-members": ##"""
    name: group-members
    description: |
      Groups and orders the members of Swift types by kind.
      Types, cases, constants of the type, properties, initializers, methods; never across `#if`.
    parameters:
      alphabetical:
        description: Whether to sort within each group, true or false.
        default: "false"
        pattern: "true|false"
      marks:
        description: Whether to write a MARK comment above each group, true or false.
        default: "false"
        pattern: "true|false"
    preconditions:
      languages: [swift]
    steps:
      - swift: group-members
        with: {alphabetical: "${alphabetical}", marks: "${marks}"}
    tests:
      - name: an initializer before a property
        before:
          a.swift: |
            struct A {
              func f() {}

              init() { b = 1 }

              let b: Int
            }
        after:
          a.swift: |
            struct A {
              let b: Int

              init() { b = 1 }

              func f() {}
            }
        unchanged:
          b.swift: |
            struct B {
              let a: Int

              func f() {}
            }

    """##,
    "guard-early-exit": ##"""
    name: guard-early-exit
    description: |
      Turns an `if` whose `else` leaves the function into a `guard` in Swift.
      Only where no name that it binds means something else around it.
    preconditions:
      languages: [swift]
    steps:
      - swift: guard-exit
    until: fixpoint
    tests:
      - name: an else that returns
        before:
          a.swift: |
            func f(a: Int?) -> Int {
              if let a {
                let b = a + 1
                return b
              } else {
                return 0
              }
            }
        after:
          a.swift: |
            func f(a: Int?) -> Int {
              guard let a else {
                return 0
              }
              let b = a + 1
              return b
            }
        unchanged:
          b.swift: |
            func g(a: Int?) {
              if let a {
                print(a)
              } else {
                print("none")
              }
            }

    """##,
    "implicit-return": ##"""
    name: implicit-return
    description: |
      Removes `return` from Swift functions, getters and closures that consist of it.
    preconditions:
      languages: [swift]
    steps:
      - swift: implicit-return
    until: fixpoint
    tests:
      - name: a function and a closure
        before:
          a.swift: |
            func f() -> Int { return 1 }
            let g = { (a: Int) -> Int in return a }
        after:
          a.swift: |
            func f() -> Int { 1 }
            let g = { (a: Int) -> Int in a }
        unchanged:
          b.swift: |
            func h() -> Int {
              let a = 1
              return a
            }
            func k() { return }

    """##,
    "javascript-date-now": ##"""
    name: javascript-date-now
    description: |
      Writes `Date.now()` in JavaScript and TypeScript for the time of a new Date.
    preconditions:
      languages: [javascript]
      programs: [ast-grep]
    steps:
      - ast-grep:
          - id: date-now-js
            language: javascript
            message: Write Date.now()
            rule: {any: [{pattern: new Date().getTime()}, {pattern: new Date().valueOf()}, {pattern: +new Date()}]}
            fix: Date.now()
          - id: date-now-ts
            language: typescript
            message: Write Date.now()
            rule: {any: [{pattern: new Date().getTime()}, {pattern: new Date().valueOf()}, {pattern: +new Date()}]}
            fix: Date.now()
    tests:
      - name: both languages
        before:
          a.js: |
            const t = new Date().getTime();
          b.ts: |
            const t: number = +new Date();
        after:
          a.js: |
            const t = Date.now();
          b.ts: |
            const t: number = Date.now();
        unchanged:
          c.js: |
            const t = new Date(x).getTime();

    """##,
    "minimum-versions": ##"""
    name: minimum-versions
    description: |
      Drops `#available` and `@available` for systems that a raised Swift deployment target has passed.
    parameters:
      minimum:
        description: The systems with their versions, such as "macOS 13, iOS 16".
    preconditions:
      languages: [swift]
      text: ["available("]
    steps:
      - swift: minimum-versions
        with: {minimum: "${minimum}"}
    until: fixpoint
    tests:
      - name: an attribute and a condition
        parameters: {minimum: "macOS 13"}
        before:
          a.swift: |
            @available(macOS 12, *)
            func f() {
              if #available(macOS 11, *) {
                print(1)
              } else {
                print(2)
              }
            }
        after:
          a.swift: |
            func f() {
              print(1)
            }
        unchanged:
          b.swift: |
            @available(macOS 14, *)
            func g() {}

    """##,
    "print-to-logger": ##"""
    name: print-to-logger
    description: |
      Turns `print` of one text into calls of a logger in Swift.
      The build decides whether that is in scope.
    parameters:
      logger:
        description: What is called, such as logger.info.
        pattern: "[A-Za-z_][A-Za-z0-9_.]*"
    preconditions:
      languages: [swift]
      text: ["print("]
    steps:
      - swift: print-to-logger
        with: {logger: "${logger}"}
    gates: {build: true}
    tests:
      - name: one text, with a value in it
        parameters: {logger: logger.info}
        before:
          a.swift: |
            func f(a: Int) { print("a is \(a)") }
        after:
          a.swift: |
            func f(a: Int) { logger.info("a is \(a)") }
        unchanged:
          b.swift: |
            func g(a: Int) { print(a, "b", separator: "") }

    """##,
    "python-membership-in-dict": ##"""
    name: python-membership-in-dict
    description: |
      Asks a Python dictionary itself whether it has a key, not its `keys()`.
    preconditions:
      languages: [python]
      programs: [ast-grep]
    steps:
      - ast-grep:
          - id: in-dict
            language: python
            message: Ask the dictionary itself
            rule: {pattern: $KEY in $DICT.keys()}
            fix: $KEY in $DICT
          - id: not-in-dict
            language: python
            message: Ask the dictionary itself
            rule: {pattern: $KEY not in $DICT.keys()}
            fix: $KEY not in $DICT
    tests:
      - name: a membership
        before:
          a.py: |
            if x in d.keys() and y not in self.d.keys():
                pass
        after:
          a.py: |
            if x in d and y not in self.d:
                pass
        unchanged:
          b.py: |
            for x in d.keys():
                del d[x]

    """##,
    "python-none-comparison": ##"""
    name: python-none-comparison
    description: |
      Compares with `is None` and `is not None` in Python.
      `==` asks the object, which may answer anything; PEP 8 wants the identity. A class of yours that overloads `==` for None
      would see a difference.
    preconditions:
      languages: [python]
      programs: [ast-grep]
    steps:
      - ast-grep:
          - id: none-is
            language: python
            message: Compare with `is None`
            rule: {pattern: $A == None}
            fix: $A is None
          - id: none-is-not
            language: python
            message: Compare with `is not None`
            rule: {pattern: $A != None}
            fix: $A is not None
    until: fixpoint
    tests:
      - name: both comparisons, also one in the other
        before:
          a.py: |
            if x == None and y.z() != None:
                print((a == None) == None)
        after:
          a.py: |
            if x is None and y.z() is not None:
                print((a is None) is None)
        unchanged:
          b.py: |
            # x == None
            s = "x == None"
            t = x == none or x is None

    """##,
    "python-plain-super": ##"""
    name: python-plain-super
    description: |
      Writes `super()` in Python for `super(Class, self)` within that class.
    preconditions:
      languages: [python]
      programs: [ast-grep]
    steps:
      - ast-grep:
          id: plain-super
          language: python
          message: Write super() without arguments
          rule:
            pattern: super($CLASS, self)
            inside:
              kind: class_definition
              stopBy: end
              has: {field: name, pattern: $CLASS}
          fix: super()
    tests:
      - name: the class itself
        before:
          a.py: |
            class A(B):
                def __init__(self):
                    super(A, self).__init__()
        after:
          a.py: |
            class A(B):
                def __init__(self):
                    super().__init__()
        unchanged:
          b.py: |
            class C(B):
                def f(self):
                    super(B, self).f()

    """##,
    "python-set-literal": ##"""
    name: python-set-literal
    description: |
      Writes a literal in Python for `set([...])` with elements.
    preconditions:
      languages: [python]
      programs: [ast-grep]
    steps:
      - ast-grep:
          id: set-literal
          language: python
          message: Write a set literal
          rule:
            pattern: set([$FIRST, $$$REST])
          fix: "{$FIRST, $$$REST}"
      - ast-grep:
          id: set-literal-of-one
          language: python
          message: Write a set literal
          rule:
            pattern: set([$ONLY])
            not: {has: {kind: list_splat, stopBy: end}}
          fix: "{$ONLY}"
    until: fixpoint
    tests:
      - name: some elements
        before:
          a.py: |
            a = set([1, 2, f(3)])
            b = set([1])
        after:
          a.py: |
            a = {1, 2, f(3)}
            b = {1}
        unchanged:
          b.py: |
            c = set([])
            d = set(x for x in y)
            e = set([x for x in y])

    """##,
    "redundant-type": ##"""
    name: redundant-type
    description: |
      Removes the type of a Swift constant or variable whose value says it already.
    preconditions:
      languages: [swift]
    steps:
      - swift: redundant-type
    tests:
      - name: an initializer and a literal
        before:
          a.swift: |
            let a: String = String(1)
            let b: Bool = true
        after:
          a.swift: |
            let a = String(1)
            let b = true
        unchanged:
          b.swift: |
            let c: Double = 1
            let d: Any = String(1)

    """##,
    "remove-attribute": ##"""
    name: remove-attribute
    description: |
      Takes an attribute, whatever its arguments, from the Swift declarations that match.
    parameters:
      attribute:
        description: The attribute, such as "@objc".
      kind:
        description: Only declarations of this kind, such as class, struct or function.
        default: ""
      name:
        description: Only declarations of this name, in which * stands for any characters.
        default: ""
    preconditions:
      languages: [swift]
    steps:
      - swift: remove-attribute
        with: {attribute: "${attribute}", kind: "${kind}", name: "${name}"}
    tests:
      - name: an attribute with and without arguments
        parameters: {attribute: "@objc"}
        before:
          a.swift: |
            @objc(Other) class A {
              @objc func f() {}
            }
        after:
          a.swift: |
            class A {
              func f() {}
            }
        unchanged:
          b.swift: |
            @objcMembers class B {}

    """##,
    "rename-by-pattern": ##"""
    name: rename-by-pattern
    description: |
      Renames Swift declarations by a pattern, with what names them, by syntax alone.
      A name that means two things is left and reported. With a package that builds, rename-symbol knows more.
    parameters:
      from:
        description: The names there are, in which one * stands for any characters.
      to:
        description: The names to be, with * for what stood there.
      kind:
        description: What is renamed, such as type, function, property or case.
    preconditions:
      languages: [swift]
    steps:
      - swift: rename
        with: {from: "${from}", to: "${to}", kind: "${kind}"}
        together: true
    tests:
      - name: types of a prefix
        parameters: {from: "XY*", to: "*", kind: type}
        before:
          a.swift: |
            struct XYLoader {}
          b.swift: |
            let loader = XYLoader()
        after:
          a.swift: |
            struct Loader {}
          b.swift: |
            let loader = Loader()
        unchanged:
          c.swift: |
            let text = "XYLoader"

    """##,
    "rename-symbol": ##"""
    name: rename-symbol
    description: |
      Renames a symbol everywhere, as the language's server sees it.
      The package must build. Every place of the old name is accounted for: what the server left out, or cannot explain, is an
      error and no partial rename.
    parameters:
      symbol:
        description: What is renamed, such as Loader, Loader.fetch or "Loader.fetch(_:)".
      to:
        description: The new name, with labels if they change too, such as "load(from:)".
    steps:
      - rename: {symbol: "${symbol}", to: "${to}"}
    tests:
      - name: a method with its labels, in two modules
        parameters: {symbol: Ledger.post, to: "record(sum:)"}
        before:
          Sources/Bank/Ledger.swift: |
            public struct Ledger {
              public init() {}
              public func post(amount: Int) -> Int { amount }
            }
            struct Other { func post() {} }
          Sources/Shop/Shop.swift: |
            import Bank
            func buy(_ ledger: Ledger) -> Int { ledger.post(amount: 3) }
        after:
          Sources/Bank/Ledger.swift: |
            public struct Ledger {
              public init() {}
              public func record(sum: Int) -> Int { sum }
            }
            struct Other { func post() {} }
          Sources/Shop/Shop.swift: |
            import Bank
            func buy(_ ledger: Ledger) -> Int { ledger.record(sum: 3) }
        unchanged:
          Package.swift: |
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(
              name: "Toy", targets: [.target(name: "Bank"), .target(name: "Shop", dependencies: ["Bank"])])

    """##,
    "replace-text": ##"""
    name: replace-text
    description: |
      Replaces one text by another in the files of a pattern.
      For words that are no symbols of a language: a product's name, an address, a heading. A symbol is renamed with rename-symbol.
    parameters:
      old:
        description: The text that is there.
      new:
        description: The text that takes its place.
      files:
        description: A pattern of paths.
        default: "**"
    steps:
      - replace: {text: "${old}", with: "${new}"}
        files: ["${files}"]
    tests:
      - name: a text with special characters, in some files
        parameters: {old: "a.b($1)", new: "c${d}\\1", files: "*.md"}
        before:
          one.md: "x a.b($1) y a.b($1)\n"
        after:
          one.md: "x c${d}\\1 y c${d}\\1\n"
        unchanged:
          two.md: "axb($1)\n"
          one.txt: "a.b($1)\n"

    """##,
    "sendable-values": ##"""
    name: sendable-values
    description: |
      Adds `Sendable` to Swift types of constants whose values can be sent.
      Structs, enums and final classes all of whose stored values are known to be so.
    parameters:
      access:
        description: Only types of this access.
        default: public
    preconditions:
      languages: [swift]
    steps:
      - swift: sendable
        with: {access: "${access}"}
        together: true
    gates: {interface: false}
    until: fixpoint
    tests:
      - name: a public struct of plain values
        before:
          a.swift: |
            public struct A {
              let name: String
              let count: Int
            }
        after:
          a.swift: |
            public struct A: Sendable {
              let name: String
              let count: Int
            }
        unchanged:
          b.swift: |
            public final class B {
              var count = 0
            }
            struct C { let handle: UnsafeMutableRawPointer }

    """##,
    "shorthand-optional-binding": ##"""
    name: shorthand-optional-binding
    description: |
      Writes `if let x` for `if let x = x` in Swift, also in `guard` and `while`.
      Swift 5.7 and newer.
    preconditions:
      languages: [swift]
    steps:
      - swift: shorthand-optional-binding
    until: fixpoint
    tests:
      - name: each kind of statement
        before:
          a.swift: |
            func f(a: Int?, b: Int?) {
              if let a = a, let b = b { print(a, b) }
              guard let a = a else { return }
              while let b = b { print(a, b) }
            }
        after:
          a.swift: |
            func f(a: Int?, b: Int?) {
              if let a, let b { print(a, b) }
              guard let a else { return }
              while let b { print(a, b) }
            }
        unchanged:
          b.swift: |
            func g(a: Int?, s: S) {
              if let a: Int = a { print(a) }
              if let b = a { print(b) }
              if let a = s.a { print(a) }
            }

    """##,
    "sort-imports": ##"""
    name: sort-imports
    description: |
      Sorts the imports of Swift files by their modules.
      Each with the comments above it, and never across `#if`.
    preconditions:
      languages: [swift]
    steps:
      - swift: sort-imports
    tests:
      - name: imports on adjacent lines
        before:
          a.swift: |
            import Zoo
            // For the monkeys.
            import Ape
            import Bee

            let a = 1
        after:
          a.swift: |
            // For the monkeys.
            import Ape
            import Bee
            import Zoo

            let a = 1
        unchanged:
          b.swift: |
            import B
            #if os(Linux)
              import A
            #endif

    """##,
    "swift-tidy": ##"""
    name: swift-tidy
    description: |
      Modernizes and tidies Swift: shorter bindings, no idle return, sorted imports, `where` in loops.
      A recipe of recipes; each of their steps stands alone.
    preconditions:
      languages: [swift]
    steps:
      - recipe: shorthand-optional-binding
      - recipe: implicit-return
      - recipe: for-where
      - recipe: empty-instead-of-count
      - recipe: sort-imports
    tests:
      - name: all of it in one file
        before:
          a.swift: |
            import B
            import A

            func f(a: Int?, all: [Int]) -> Int {
              if let a = a { return a }
              return all.count == 0 ? 1 : g()
            }
            func g() -> Int { return 2 }
        after:
          a.swift: |
            import A
            import B

            func f(a: Int?, all: [Int]) -> Int {
              if let a { return a }
              return all.isEmpty ? 1 : g()
            }
            func g() -> Int { 2 }
        unchanged:
          b.swift: |
            let a = 1

    """##,
    "tighten-access": ##"""
    name: tighten-access
    description: |
      Makes Swift functions and properties private that only their own file names.
      The build decides whether something else reaches them after all.
    parameters:
      name:
        description: Only declarations of this name, in which * stands for any characters.
        default: ""
    preconditions:
      languages: [swift]
    steps:
      - swift: tighten-access
        with: {name: "${name}"}
    gates: {build: true}
    tests:
      - name: a function that only its file calls
        before:
          a.swift: |
            struct A {
              func sum() -> Int { part() }
              func part() -> Int { 1 }
            }
        after:
          a.swift: |
            struct A {
              func sum() -> Int { part() }
              private func part() -> Int { 1 }
            }
        unchanged:
          b.swift: |
            func use(_ a: A) -> Int { a.sum() }
            let use2 = use

    """##,
    "unused-imports": ##"""
    name: unused-imports
    description: |
      Removes imports that nothing in a Swift file speaks for.
      One at a step: what the file needs after all fails to build, and is taken back.
    parameters:
      module:
        description: Only imports of this module.
        default: ""
      keep:
        description: Modules to keep, with commas between them.
        default: ""
    preconditions:
      languages: [swift]
    steps:
      - swift: unused-imports
        with: {module: "${module}", keep: "${keep}"}
    gates: {build: true}
    tests:
      - name: an import that nothing speaks for
        before:
          a.swift: |
            import Foundation

            struct A { var count = 0 }
        after:
          a.swift: |
            struct A { var count = 0 }
        unchanged:
          b.swift: |
            import Foundation

            let day = Date()

    """##,
    "xctest-to-swift-testing": ##"""
    name: xctest-to-swift-testing
    description: |
      Turns test classes of XCTest into suites of Swift Testing.
      A class with something that has no counterpart stays whole and is reported.
    preconditions:
      languages: [swift]
      text: [XCTestCase]
    steps:
      - swift: swift-testing
        files: ["*.swift"]
    gates: {tests: true}
    tests:
      - name: a class with three assertions
        before:
          Tests/ATests/ATests.swift: |
            import XCTest

            final class ATests: XCTestCase {
              func testSum() {
                XCTAssertEqual(1 + 1, 2)
                XCTAssertTrue(true)
                XCTAssertNil(nil as Int?)
              }
            }
        after:
          Tests/ATests/ATests.swift: |
            import Testing

            final class ATests {
              @Test func sum() {
                #expect(1 + 1 == 2)
                #expect(true)
                #expect((nil as Int?) == nil)
              }
            }
        unchanged:
          Tests/ATests/BTests.swift: |
            import XCTest

            final class BTests: XCTestCase {
              func testSpeed() {
                measure { print(1) }
              }
            }

    """##,
  ]
}
