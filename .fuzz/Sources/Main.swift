import Foundation

/// The targets by name; `FUZZ_TARGET` chooses one.
private let targets: [String: @Sendable ([UInt8]) -> Void] = [
  "reader": fuzzReader, "layout": fuzzLayout, "check": fuzzCheck, "fix": fuzzFix, "disclosure": fuzzDisclosure,
  "imap": fuzzResponses, "session": fuzzSession, "json": fuzzJSON, "yaml": fuzzYAML, "workbook": fuzzWorkbook,
  "lsp": fuzzFrames, "dns": fuzzDNS,
]

private let target: @Sendable ([UInt8]) -> Void = {
  let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
  guard let target = targets[name] else {
    fatalError("FUZZ_TARGET must be one of \(targets.keys.sorted().joined(separator: ", "))")
  }
  return target
}()

/// Entry point of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput") public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

/// Ends the process with a find where a promise does not hold.
func promise(_ holds: Bool, _ text: @autoclosure () -> String) {
  if !holds { fatalError("broken promise: \(text())") }
}

/// Decisions that an input makes: its bytes one by one, then the same number again and again.
struct InputGenerator: RandomNumberGenerator {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: some Collection<UInt8>) { rest = Array(bytes)[...] }

  var isEmpty: Bool { rest.isEmpty }

  mutating func next() -> UInt64 {
    // A range is taken from the high bits of the number: they are the byte. Low bits of zero alone would be refused for
    // some ranges, again and again.
    UInt64(rest.popFirst() ?? 0) << 56 | 0x55_5555_5555_5555
  }
}
