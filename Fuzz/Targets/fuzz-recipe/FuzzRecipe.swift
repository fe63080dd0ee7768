import FuzzOracles
import FuzzRecipeOracle

private let oracle = RecipeOracle()

/// What the fuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  check(start, count, oracle.check)
}
