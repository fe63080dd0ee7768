#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Shows an oracle what the fuzzer made, and ends the program when the oracle objects, so that the fuzzer keeps the input.
///
/// - Parameters:
///   - start: the first byte; nil when there are none.
///   - count: how many bytes there are.
///   - oracle: throws what it objects to.
/// - Returns: 0, which tells the fuzzer that the input was looked at.
package func check(
  _ start: UnsafePointer<UInt8>?, _ count: Int, _ oracle: ([UInt8]) throws(Violation) -> Void
) -> CInt {
  do throws(Violation) {
    try oracle(Array(UnsafeBufferPointer(start: start, count: count)))
  } catch {
    let message = "violation: \(error)\n"
    write(STDERR_FILENO, message, message.utf8.count)
    abort()
  }
  return 0
}
