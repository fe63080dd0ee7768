/// A program of the tests: the sandbox's launcher, and what a child does that wants out.
@main
enum EscapeArtist {
  static func main() {}
}
