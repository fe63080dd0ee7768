// Generated from recipes/javascript-date-now.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let javascriptDateNow = ##"""
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

    """##
}
