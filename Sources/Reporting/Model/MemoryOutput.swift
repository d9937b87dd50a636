/// An output whose bytes stay in memory.
final class MemoryOutput {
  private(set) var bytes: [UInt8] = []
  private(set) lazy var text = Output { [unowned self] in bytes.append(contentsOf: $0) }

  func clear() { bytes.removeAll(keepingCapacity: true) }
}
