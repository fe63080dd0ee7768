/// How long the parts of one exchange may take.
package struct Deadlines: Hashable, Sendable {
  /// Until there is a connection: name lookup, TCP and TLS together.
  ///
  /// Ten seconds outlast one unanswered name lookup (5 s) and two lost SYN packets (1 s and 2 s), and leave room for more
  /// attempts within the 55 s that all attempts of a request may take.
  package var connect: Duration

  /// From one byte to the next in either direction, also until the first one.
  ///
  /// Time that the reader takes does not count.
  package var idle: Duration

  /// For the whole exchange, nil for no limit: bytes that mean nothing, such as keep-alive comments, hold off `idle` for
  /// ever, but not this.
  package var overall: Duration?

  package init(connect: Duration = .seconds(10), idle: Duration = .seconds(60), overall: Duration? = nil) {
    self.connect = connect
    self.idle = idle
    self.overall = overall
  }
}
