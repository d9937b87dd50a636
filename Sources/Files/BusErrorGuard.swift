import Platform

/// Keeps a mapped file that shrinks from ending the program.
///
/// Reading a page of a mapping that lies behind the file's end raises SIGBUS (mmap(2)). The handler puts
/// zeros there and notes it. It runs between any two instructions of any thread, so it uses nothing but the
/// four statically initialized words below and what they lead to: it neither allocates nor locks. They are no
/// atomics, which need macOS 15: each is a machine word of its own, and all that several threads may store at once
/// is the same 1.
enum BusErrorGuard {
  /// Puts a mapping under guard.
  ///
  /// - Parameter region: begins at a page; at most 2^28 pages.
  /// - Returns: the place in the table, or nil when it is full.
  static func protect(_ region: UnsafeRawBufferPointer) -> Int? {
    table.withLock {
      guard let place = (0..<tableSize).first(where: { regions![$0] == 0 }) else { return nil }
      let first = UInt64(UInt(bitPattern: region.baseAddress)) >> pageShift
      let last = UInt64(UInt(bitPattern: region.baseAddress) + UInt(region.count) - 1) >> pageShift
      guard last - first < countMask else { return nil }
      hits![place] = 0
      regions![place] = first << countBits | (last - first + 1)
      return place
    }
  }

  /// Whether a page of the mapping was missing.
  static func wasHit(_ place: Int) -> Bool { hits![place] != 0 }

  /// Takes a mapping out of the table, before it is unmapped.
  static func release(_ place: Int) { table.withLock { regions![place] = 0 } }

  private static let table = Table()
}

/// How many mappings can be under guard at a time. Each holds a descriptor, of which macOS gives 256.
private let tableSize = 64
/// A mapping is one word, so that the handler never sees half of one: the number of its first page, and in the
/// low bits the count of its pages. 0: none.
private let countBits: UInt64 = 28
private let countMask: UInt64 = (1 << 28) - 1

// Set once, before the handler is installed and before any mapping is in the table; later only read. What the first two
// lead to changes under the lock, but for the handler's store of a 1.
@exclusivity(unchecked) nonisolated(unsafe) private var regions: UnsafeMutablePointer<UInt64>? = nil
@exclusivity(unchecked) nonisolated(unsafe) private var hits: UnsafeMutablePointer<UInt64>? = nil
@exclusivity(unchecked) nonisolated(unsafe) private var previousAction: UnsafeMutablePointer<sigaction>? = nil
@exclusivity(unchecked) nonisolated(unsafe) private var pageShift: UInt64 = 0

/// Makes the table and installs the handler when the first file is mapped; serializes changes.
private final class Table: Sendable {
  private let mutex = SystemMutex()

  init() {
    pageShift = UInt64(sysconf(Int32(_SC_PAGESIZE)).trailingZeroBitCount)
    regions = .allocate(capacity: tableSize)
    regions!.initialize(repeating: 0, count: tableSize)
    hits = .allocate(capacity: tableSize)
    hits!.initialize(repeating: 0, count: tableSize)
    previousAction = .allocate(capacity: 1)
    previousAction!.initialize(to: sigaction())

    var action = sigaction()
    action.setInfoHandler(onBusError)
    action.sa_flags = Int32(SA_SIGINFO) | Int32(SA_ONSTACK)
    sigemptyset(&action.sa_mask)
    sigaction(SIGBUS, &action, previousAction)
  }

  func withLock<Result>(_ body: () -> Result) -> Result { mutex.withLock(body) }
}

private func onBusError(
  _ signal: Int32, _ info: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?
) {
  let savedError = errno
  // Positive: the memory's own doing. Otherwise another process sent the signal (sigaction(2)).
  let isFault = info!.pointee.si_code > 0
  if !isFault || !fillWithZeros(from: UInt64(UInt(bitPattern: info!.pointee.faultAddress))) {
    sigaction(signal, previousAction, nil)
    if !isFault { raise(signal) }
  }
  errno = savedError
}

/// Replaces the page and all behind it, which are missing as well, by zeros.
private func fillWithZeros(from address: UInt64) -> Bool {
  let page = address >> pageShift
  var place = 0
  while place < tableSize {
    let first = regions![place] >> countBits
    let end = first + regions![place] & countMask
    if page >= first && page < end {
      hits![place] = 1
      let filled = mmap(
        UnsafeMutableRawPointer(bitPattern: UInt(page << pageShift)), Int((end - page) << pageShift),
        PROT_READ, MAP_FIXED | MAP_ANONYMOUS | MAP_PRIVATE, -1, 0)
      return UInt(bitPattern: filled) != UInt.max
    }
    place += 1
  }
  return false
}
