// Generated from recipes/go-any.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let goAny = ##"""
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

    """##
}
