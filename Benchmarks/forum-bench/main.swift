import Foundation

// Measures one thing per call and prints one line of JSON, so that `Benchmarks/run` can set ours beside a peer's.
let usage = """
  forum-bench posts      --data DIR | --database URL [--clients 64] [--count 20000] [--threads 1] [--keys no]
                                                                       durable posts through the whole command, in this process
  forum-bench requests   --data DIR | --database URL --port N[,N…] --pid SERVER[,PID…] [--connections 64] [--count 20000] [--threads 1] [--keys no]
                                                                       the same by HTTP, through the servers on it
  forum-bench rows       --data DIR [--batch 64] [--count 20000] [--threads 1] [--keys no]
                                                                       bare SQLite inserts of the same rows, the peer of both
  forum-bench deliveries --port N --thread N --token T --pid SERVER [--subscribers 1000] [--messages 200] [--flight 1 | --rate N]
                                                                       posts by HTTP, frames received over WebSocket
  forum-bench idle       --port N [--thread N] --pid SERVER [--subscribers 10000] [--seconds 70]
                                                                       handshakes, memory and heartbeats of subscribers
  forum-bench resume     --port N --thread N --after P --pid SERVER [--readers 200] [--events 50]
                                                                       subscribing from an old position
  forum-bench sends      [--subscribers 1000] [--messages 200] [--bytes 860] [--batch 1]
                                                                       bare sends of the same bytes, the peer of `deliveries`
  forum-bench generate   --data DIR [--posts 10000] [--large 0] [--people 1000] [--seed 1]
                                                                       a log of so many posts in the shapes of real dialogues
  forum-bench overload   --port N --path P --token T[,T…] --pid SERVER --rate N [--body JSON] [--connections 2000] [--seconds 10]
                                                                       more requests than can be answered, at fixed times
  forum-bench page       --port N --path P --pid SERVER[,PID…] [--connections 64] [--seconds 5]
                                                                       one page over kept connections
  """

do {
  let options = try Options(CommandLine.arguments.dropFirst())
  let result: Measurement
  switch options.command {
  case "posts": result = try await PostsBenchmark(options).run()
  case "requests": result = try await RequestsBenchmark(options).run()
  case "rows": result = try await RowsBenchmark(options).run()
  case "deliveries": result = try DeliveriesBenchmark(options).run()
  case "idle": result = try IdleBenchmark(options).run()
  case "resume": result = try ResumeBenchmark(options).run()
  case "sends": result = try SendsBenchmark(options).run()
  case "generate":
    var generator = try LogGenerator(options)
    result = try await generator.run()
  case "overload": result = try OverloadBenchmark(options).run()
  case "page": result = try PageBenchmark(options).run()
  default: throw OptionError("forum-bench: which benchmark?\n" + usage)
  }
  print(result.json)
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(64)
}
