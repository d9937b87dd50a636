import NIOCore

/// Runs tasks on an event loop's own thread: what waits for a connection of that loop goes on there, and no thread has
/// to be woken for it.
@available(macOS 15, *)
final class LoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
