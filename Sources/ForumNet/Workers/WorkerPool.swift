import Glibc
import Synchronization

/// A fixed number of threads that run the handlers: tasks prefer it as their executor, so that they never touch the global pool.
///
/// Handlers may block here for short reads of the database, which is why there are more threads than a loop would want. Jobs run in
/// the order they came. The pool outlives every server that uses it; `stop` ends its threads once no job is waiting.
public final class WorkerPool: TaskExecutor {
  private let queue: JobQueue
  private let threads = Mutex<[pthread_t]>([])

  /// Starts the threads. More than the number of cores, because a worker waits for the disk now and then.
  public init(threads count: Int) {
    precondition(count > 0, "a worker pool needs a thread")
    queue = JobQueue()
    let executor = asUnownedTaskExecutor()
    for number in 0..<count {
      let queue = queue
      let thread = OperatingSystemThread.start(named: "worker-\(number)") {
        while let job = queue.next() { job.runSynchronously(on: executor) }
      }
      threads.withLock { $0.append(thread) }
    }
  }

  public func enqueue(_ job: consuming ExecutorJob) { queue.add(UnownedJob(job)) }

  /// Lets the threads finish what is waiting, then ends and joins them. Not to be called from a worker.
  public func stop() {
    queue.end()
    let running = threads.withLock { list in
      defer { list = [] }
      return list
    }
    for thread in running { pthread_join(thread, nil) }
  }
}

/// The jobs that wait for a worker: a queue with a condition variable, shared by all workers of a pool.
private final class JobQueue: @unchecked Sendable {  // every stored property is touched under `lock` only
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let wake: UnsafeMutablePointer<pthread_cond_t>
  private var jobs: [UnownedJob] = []
  private var first = 0
  private var idle = 0
  private var ended = false

  init() {
    lock = .allocate(capacity: 1)
    wake = .allocate(capacity: 1)
    lock.initialize(to: pthread_mutex_t())
    wake.initialize(to: pthread_cond_t())
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wake, nil)
  }

  deinit {
    pthread_cond_destroy(wake)
    pthread_mutex_destroy(lock)
    lock.deallocate()
    wake.deallocate()
  }

  func add(_ job: UnownedJob) {
    pthread_mutex_lock(lock)
    jobs.append(job)
    let mustWake = idle > 0
    pthread_mutex_unlock(lock)
    if mustWake { pthread_cond_signal(wake) }
  }

  /// The next job, waiting for one; nil when the pool has been ended and nothing waits.
  func next() -> UnownedJob? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while first == jobs.count {
      if ended { return nil }
      idle += 1
      pthread_cond_wait(wake, lock)
      idle -= 1
    }
    let job = jobs[first]
    first += 1
    if first == jobs.count {
      jobs.removeAll(keepingCapacity: first <= 4096)
      first = 0
    } else if first > 4096, first > jobs.count / 2 {
      jobs.removeFirst(first)
      first = 0
    }
    return job
  }

  func end() {
    pthread_mutex_lock(lock)
    ended = true
    pthread_mutex_unlock(lock)
    pthread_cond_broadcast(wake)
  }
}
