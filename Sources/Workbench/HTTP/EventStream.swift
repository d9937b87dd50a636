import NIOConcurrencyHelpers

/// The body of a response that goes on: what is sent before the connection takes it is kept.
package final class EventStream: Sendable {
  private struct State {
    var waiting: [[UInt8]?] = []
    var write: (@Sendable ([UInt8]?) -> Void)?
  }

  private let state = NIOLockedValueBox(State())

  init() {}

  /// Sends a part of the body.
  func send(_ bytes: [UInt8]) { put(bytes) }

  /// Ends the body.
  func end() { put(nil) }

  private func put(_ bytes: [UInt8]?) {
    let write = state.withLockedValue { state in
      if state.write == nil { state.waiting.append(bytes) }
      return state.write
    }
    write?(bytes)
  }

  /// - Parameter write: takes the parts in their order, and nil for the end.
  func attach(_ write: @escaping @Sendable ([UInt8]?) -> Void) {
    let waiting = state.withLockedValue { state in
      state.write = write
      defer { state.waiting = [] }
      return state.waiting
    }
    for bytes in waiting { write(bytes) }
  }
}
