import CZlib

/// The unpacked bytes of a member, from front to back, within the limits.
final class MemberReader {
  private let member: ZIPArchive.Member
  private let budget: UnpackBudget
  private let limit: Int
  private var source: Source
  private var produced = 0
  private var crc: UInt32 = 0
  private var isFinished = false
  /// Why ``read(into:)`` returned nil.
  private(set) var failure: WorkbookError?

  private enum Source {
    case stored(UnsafeRawBufferPointer)
    case deflated(OpaquePointer)
  }

  /// - Parameter limit: how many bytes the member may unpack to.
  /// - Throws: `encrypted`, `truncated`, `damaged`, or `unsupportedFormat` for another compression.
  init(
    _ member: ZIPArchive.Member, of archive: ZIPArchive, budget: UnpackBudget, limit: Int = WorkbookLimits.partSize
  ) throws(WorkbookError) {
    self.member = member
    self.limit = limit
    self.budget = budget
    guard !member.isEncrypted else { throw .encrypted }
    let bytes = try archive.packedBytes(of: member)
    switch member.method {
    case 0: source = .stored(bytes)
    case 8:
      let stream = czlib_inflate_open(bytes.assumingMemoryBound(to: UInt8.self).baseAddress, bytes.count)
      guard let stream else { throw .damaged(part: member.name, reason: "not enough memory") }
      source = .deflated(stream)
    case let method:
      throw .unsupportedFormat("\(member.name) in \(Self.compressionNames[method] ?? "compression method \(method)")")
    }
  }

  deinit {
    if case .deflated(let stream) = source { czlib_inflate_close(stream) }
  }

  /// Fills a buffer from its start and returns how many bytes it holds now: 0 at the end, nil after a ``failure``.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    if isFinished { return 0 }
    let count: Int
    switch source {
    case .stored(let rest):
      count = min(buffer.count, rest.count)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest.prefix(count)))
      source = .stored(UnsafeRawBufferPointer(rebasing: rest.dropFirst(count)))
    case .deflated(let stream):
      count = czlib_inflate(stream, buffer.assumingMemoryBound(to: UInt8.self).baseAddress, buffer.count)
      if count < 0 { return fail(.damaged(part: member.name, reason: "the compressed data is damaged")) }
    }
    produced += count
    if produced > limit { return fail(.limit(.partSize(part: member.name, size: limit))) }
    if produced > WorkbookLimits.ratioFloor, produced / WorkbookLimits.ratio > member.packedSize {
      return fail(.limit(.ratio(part: member.name)))
    }
    budget.left -= count
    if budget.left < 0 { return fail(.limit(.totalSize)) }
    crc = czlib_crc32(crc, buffer.assumingMemoryBound(to: UInt8.self).baseAddress, count)
    if count == 0 {
      isFinished = true
      if crc != member.crc || produced != member.size {
        return fail(.damaged(part: member.name, reason: "the checksum does not match"))
      }
    }
    return count
  }

  /// All bytes.
  func readAll() throws(WorkbookError) -> [UInt8] {
    var result: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { buffer.deallocate() }
    while let count = read(into: buffer) {
      if count == 0 { return result }
      result.append(contentsOf: buffer.prefix(count))
    }
    throw failure ?? .truncated
  }

  private func fail(_ error: WorkbookError) -> Int? {
    failure = error
    return nil
  }

  private static let compressionNames: [UInt16: String] = [
    1: "Shrink compression", 6: "Implode compression", 9: "Deflate64 compression", 12: "bzip2 compression",
    14: "LZMA compression", 93: "Zstandard compression", 95: "XZ compression", 98: "PPMd compression",
    99: "AES encryption",
  ]
}

/// How many bytes the members of one workbook may still unpack to.
final class UnpackBudget {
  var left = WorkbookLimits.totalSize
}
