import Evidence
import SourceText
import Testing

@Suite struct CopiedNameTests {
  /// A changed file, and the line of the slip in it.
  static let fires: [(Example, String)] = [
    (
      Example(
        "a.js",
        """
        +let minX = box.minX
        +for (const p of points) {
        +  if (p.x < minX) minX = p.x
        +}
        +this.minX = minX
        +let minY = box.minY
        +for (const p of points) {
        +  if (p.y < minY) minY = p.x
        +}
        +this.minY = minY
        """), "if (p.y < minY) minY = p.x"
    ),
    (
      Example(
        "a.swift",
        """
         func openInput() {
           guard let input = find("input") else { return }
           input.delegate = self
           input.open()
           register(input)
         }
        +func openOutput() {
        +  guard let output = find("output") else { return }
        +  output.delegate = self
        +  input.open()
        +  register(output)
        +}
        """), "input.open()"
    ),
    (
      Example(
        "a.go",
        """
        +srcInfo, err := os.Stat(src)
        +if err != nil {
        +  return err
        +}
        +size += srcInfo.Size()
        +name(src, srcInfo)
        +dstInfo, err := os.Stat(dst)
        +if err != nil {
        +  return err
        +}
        +size += srcInfo.Size()
        +name(dst, dstInfo)
        """), "size += srcInfo.Size()"
    ),
    (
      Example(
        "a.py",
        """
        +first_path = config.first_path
        +if not exists(first_path):
        +    create(first_path)
        +use(first_path)
        +second_path = config.second_path
        +if not exists(second_path):
        +    create(first_path)
        +use(second_path)
        """), "create(first_path)"
    ),
    (
      // The original stands below.
      Example(
        "a.py",
        """
        +left = read(a.left)
        +check(left)
        +use(right)
        +close(left)
         right = read(a.right)
         check(right)
         use(right)
         close(right)
        """), "use(right)"
    ),
  ]

  static let quiet = [
    // Replaced everywhere.
    Example("a.py", "+a1 = f(xx)\n+g(xx)\n+h(xx)\n+i(xx)\n+a1 = f(yy)\n+g(yy)\n+h(yy)\n+i(yy)"),
    // Kept everywhere.
    Example("a.py", "+a = f(xx)\n+g(xx)\n+h(xx)\n+i(xx)\n+b = f(xx)\n+g(xx)\n+h(xx)\n+i(xx)"),
    // Kept twice.
    Example("a.py", "+f(xx)\n+g(xx)\n+h(xx)\n+i(xx)\n+j(xx)\n+f(yy)\n+g(yy)\n+h(yy)\n+i(xx)\n+j(xx)"),
    // Replaced only twice.
    Example("a.py", "+f(xx)\n+g(xx)\n+h(xx)\n+i(a)\n+f(yy)\n+g(yy)\n+h(xx)\n+i(a)"),
    // Replaced by two names.
    Example("a.py", "+f(xx)\n+g(xx)\n+h(xx)\n+i(xx)\n+j(xx)\n+f(yy)\n+g(yy)\n+h(xx)\n+i(zz)\n+j(zz)"),
    // The new name is in the original too.
    Example("a.py", "+f(xx)\n+g(xx)\n+h(xx)\n+i(xx, yy)\n+f(yy)\n+g(yy)\n+h(xx)\n+i(yy, yy)"),
    // Too short.
    Example("a.py", "+f(xx, xx)\n+g(xx)\n+h(xx)\n+f(yy, yy)\n+g(yy)\n+h(xx)"),
    // Another shape.
    Example("a.py", "+f(xx)\n+g(xx)\n+h(xx)\n+i(xx)\n+f(yy)\n+g(yy, 1)\n+h(xx)\n+i(yy)"),
    // The kept name is never replaced as a whole.
    Example(
      "a.js",
      """
      +app.get('/a', f)
      +app.get('/b', g)
      +app.get('/c', h)
      +x = getName()
      +app.put('/a', f)
      +app.put('/b', g)
      +app.put('/c', h)
      +x = getName()
      """),
    // Keywords and primitive types.
    Example(
      "a.c",
      """
      +int f(int a) {
      +int b = 1;
      +for (int i = 0; i < 3; i++) b += a;
      +return b;
      +}
      +float f(float a) {
      +float b = 1;
      +for (int i = 0; i < 3; i++) b += a;
      +return b;
      +}
      """),
    Example(
      "a.h",
      """
      +  Small a;
      +  Small b;
      +  Small c;
      +  Small d;
      +  Large a;
      +  Large b;
      +  Large c;
      +  Small d;
      """),
    Example(
      "a.py",
      """
      +from core import a
      +from core import b
      +from core import c
      +from core import d
      +from more import e
      +from more import f
      +from more import g
      +from core import h
      """),
    // Only in strings, comments and removed lines; nothing added.
    Example("a.py", "+f('xx')\n+g('xx')\n+h('xx')\n+i('xx')\n+f('yy')\n+g('yy')\n+h('xx')\n+i('yy')"),
    Example("a.py", " f(xx)\n g(xx)\n h(xx)\n i(xx)\n-f(yy)\n-g(yy)\n-h(xx)\n-i(yy)"),
    Example("a.py", " f(xx)\n g(xx)\n h(xx)\n i(xx)\n f(yy)\n g(yy)\n h(xx)\n i(yy)"),
    // Tests, generated files, unknown languages.
    Example("test_a.py", "+f(xx)\n+g(xx)\n+h(xx)\n+i(xx)\n+f(yy)\n+g(yy)\n+h(xx)\n+i(yy)"),
    Example("dist/a.py", "+f(xx)\n+g(xx)\n+h(xx)\n+i(xx)\n+f(yy)\n+g(yy)\n+h(xx)\n+i(yy)"),
    Example("a.rs", "+f(xx)\n+g(xx)\n+assert!(xx)\n+i(xx)\n+f(yy)\n+g(yy)\n+assert!(xx)\n+i(yy)"),
    Example("a.min.js", "+f(xx)\n+g(xx)\n+h(xx)\n+i(xx)\n+f(yy)\n+g(yy)\n+h(xx)\n+i(yy)"),
    Example("a.txt", "+f(xx)\n+g(xx)\n+h(xx)\n+i(xx)\n+f(yy)\n+g(yy)\n+h(xx)\n+i(yy)"),
    Example("a.py", ""), Example("a.py", "+f(xx)"),
  ]

  @Test(arguments: fires) func `a name left over in a copy is reported`(_ example: Example, _ line: String) throws {
    #expect(try example.findings(of: CopiedName()).map(\.quote) == [line])
  }

  @Test(arguments: quiet) func `other copies are left alone`(_ example: Example) throws {
    #expect(try example.findings(of: CopiedName()).isEmpty)
  }

  @Test(.timeLimit(.minutes(1))) func `a long table of one shape takes no quadratic time`() throws {
    let table = (0..<20_000).map { "+  f(\("abcdefgh".dropLast($0 % 7)), x\($0 % 3))" }.joined(separator: "\n")
    _ = try Example("a.py", table).findings(of: CopiedName())
  }
}
