package dev.headwater.bench.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Starts, kills, pauses and stops the broker and the processors, each in a process of its own. One
 * thread drives it; any thread may call {@link #serving} and {@link #close}.
 */
final class ProcessCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int BROKER_HEAP_MEGABYTES = 512;
  private static final int PROCESSOR_HEAP_MEGABYTES = 256;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long START_SECONDS = 240;
  private static final long STOP_SECONDS = 60;
  private static final long AFTER_FAILURE_MILLIS = 1_000;

  /** A processor that belongs to the cluster, running or not. */
  private static final class Member {
    final String name;
    volatile ChildProcess process;
    volatile boolean down;
    volatile boolean paused;
    long goneByNanos;

    Member(String name, ChildProcess process) {
      this.name = name;
      this.process = process;
    }
  }

  private record Todo(long atNanos, Runnable action) {}

  private final Path folder;
  private final Map<String, String> settings;
  private final Consumer<String> tell;
  private final int kafkaPort = freePort();
  private final int registryPort = freePort();
  private final List<Member> members = new CopyOnWriteArrayList<>();
  private final List<Member> leaving = new ArrayList<>();
  private final List<ChildProcess> everStarted = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final PriorityQueue<Todo> agenda =
      new PriorityQueue<>(Comparator.comparingLong(Todo::atNanos));
  private ChildProcess broker;
  private boolean brokerDown;
  private int named;
  private boolean closed;

  /**
   * @param folder for data, state and the output of the processes
   * @param settings of every processor
   * @param tell receives a line for each thing that happens, at the time when it happens
   */
  ProcessCluster(Path folder, Map<String, String> settings, Consumer<String> tell) {
    this.folder = folder;
    this.settings = Map.copyOf(settings);
    this.tell = tell;
  }

  /** Starts the broker and the processors, and returns when they serve. */
  void start(int processors) {
    broker = startBroker();
    await("the broker to start", () -> broker.isReady());
    for (int i = 0; i < processors; i++) {
      add();
    }
    await("the processors to start", this::allReady);
  }

  String bootstrapServers() {
    return HOST + ":" + kafkaPort;
  }

  URI registryUrl() {
    return URI.create("http://" + HOST + ":" + registryPort);
  }

  /** The address of a processor's API. Valid after {@link #heal}. */
  URI api() {
    return URI.create(members.get(0).process.ready().join());
  }

  /**
   * The addresses of the APIs of all processors that have begun to serve, including paused ones.
   * Thread-safe.
   */
  List<URI> serving() {
    return members.stream()
        .map(member -> member.process)
        .filter(ChildProcess::isReady)
        .map(process -> URI.create(process.ready().join()))
        .toList();
  }

  /**
   * A processor that has begun to serve, possibly paused.
   *
   * @param api the address of its API, another one after each start
   * @param running whether it should answer now: it is neither killed nor paused
   */
  record Serving(String name, URI api, boolean running) {}

  /** All processors that have begun to serve. Thread-safe. */
  List<Serving> instances() {
    List<Serving> serving = new ArrayList<>();
    for (Member member : members) {
      ChildProcess process = member.process;
      if (process.isReady()) {
        serving.add(
            new Serving(
                member.name,
                URI.create(process.ready().join()),
                !member.down && !member.paused && process.isAlive()));
      }
    }
    return serving;
  }

  int processors() {
    return members.size();
  }

  /** Faults that processors must not show under any plan; one sentence each. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** Performs the plan at the planned times; returns when the round is over. */
  void perform(List<Fault> plan, long durationMillis) {
    long begin = System.nanoTime();
    for (Fault fault : plan) {
      agenda.add(
          new Todo(begin + TimeUnit.MILLISECONDS.toNanos(fault.atMillis()), () -> perform(fault)));
    }
    long end = begin + TimeUnit.MILLISECONDS.toNanos(durationMillis);
    while (System.nanoTime() < end) {
      look();
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Waits until all planned actions are done and the broker and all processors serve. */
  void heal() {
    await(
        "all processes to come back",
        () -> {
          look();
          return agenda.isEmpty() && leaving.isEmpty() && broker.isReady() && allReady();
        });
  }

  private boolean allReady() {
    return members.stream().allMatch(member -> member.process.isReady() && !member.down);
  }

  /** Performs actions that are due, and handles processes that ended by themselves. */
  private void look() {
    while (!agenda.isEmpty() && agenda.peek().atNanos() <= System.nanoTime()) {
      agenda.remove().action().run();
    }
    if (!brokerDown && !broker.isAlive()) {
      throw new FaultRunException("the broker ended by itself; see " + log("broker"));
    }
    leaving.forEach(this::requireGone);
    leaving.removeIf(member -> !member.process.isAlive());
    for (Member member : members) {
      if (!member.down && !member.process.isAlive()) {
        faults.add(member.name + " ended by itself; see " + log(member.name));
        tell.accept(member.name + " ENDED BY ITSELF");
        restartAfter(member, AFTER_FAILURE_MILLIS);
      }
    }
  }

  private void perform(Fault fault) {
    Member member = members.get(fault.which() % members.size());
    switch (fault.kind()) {
      case KILL_BROKER -> killBroker(fault.forMillis());
      case KILL_PROCESSOR -> kill(member, fault.forMillis());
      case PAUSE_PROCESSOR -> pause(member, fault.forMillis());
      case ADD_PROCESSOR -> tell.accept("add " + add().name);
      case REMOVE_PROCESSOR -> remove(member);
    }
  }

  private void killBroker(long forMillis) {
    if (brokerDown) {
      tell.accept("the broker is down already");
      return;
    }
    tell.accept("kill -9 the broker, for " + forMillis + " ms");
    brokerDown = true;
    broker.kill();
    after(
        forMillis,
        () -> {
          broker = startBroker();
          brokerDown = false;
          tell.accept("start the broker");
        });
  }

  private void kill(Member member, long forMillis) {
    if (member.down) {
      tell.accept(member.name + " is down already");
      return;
    }
    tell.accept("kill -9 " + member.name + ", for " + forMillis + " ms");
    member.down = true;
    member.process.kill();
    restartAfter(member, forMillis);
  }

  private void restartAfter(Member member, long millis) {
    member.down = true;
    after(
        millis,
        () -> {
          if (members.contains(member)) {
            member.process = startProcessor(member.name);
            member.down = false;
            tell.accept("start " + member.name);
          }
        });
  }

  private void pause(Member member, long forMillis) {
    if (member.down) {
      tell.accept(member.name + " is down already");
      return;
    }
    tell.accept("pause " + member.name + ", for " + forMillis + " ms");
    ChildProcess paused = member.process;
    member.paused = true;
    paused.pause(forMillis);
    after(
        forMillis,
        () -> {
          member.paused = false;
          tell.accept("resume " + member.name);
        });
  }

  private Member add() {
    String name = "processor-" + ++named;
    Member member = new Member(name, startProcessor(name));
    members.add(member);
    return member;
  }

  private void remove(Member member) {
    members.remove(member);
    if (member.down) {
      tell.accept("remove " + member.name + ", which is down");
      return;
    }
    tell.accept("remove " + member.name);
    member.process.terminate();
    member.goneByNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    leaving.add(member);
  }

  private void requireGone(Member member) {
    if (member.process.isAlive() && System.nanoTime() > member.goneByNanos) {
      faults.add(
          member.name + " did not stop within " + STOP_SECONDS + " s; see " + log(member.name));
      member.process.kill();
    }
  }

  private void after(long millis, Runnable action) {
    agenda.add(new Todo(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), action));
  }

  private ChildProcess startBroker() {
    return started(
        ChildProcess.start(
            BrokerProcess.class,
            List.of(
                folder.resolve("broker").toString(),
                Integer.toString(kafkaPort),
                Integer.toString(registryPort)),
            BROKER_HEAP_MEGABYTES,
            log("broker")));
  }

  private ChildProcess startProcessor(String name) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("bootstrap.servers", bootstrapServers());
    all.put("registry.url", registryUrl().toString());
    all.put("instance.id", name);
    all.put("state.dir", folder.resolve(name).toString());
    all.put("http.port", "0");
    return started(
        ChildProcess.start(
            ProcessorProcess.class,
            all.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList(),
            PROCESSOR_HEAP_MEGABYTES,
            log(name)));
  }

  private ChildProcess started(ChildProcess process) {
    synchronized (everStarted) {
      if (closed) {
        process.kill();
        throw new FaultRunException("stopped");
      }
      everStarted.removeIf(child -> !child.isAlive());
      everStarted.add(process);
      return process;
    }
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private void await(String what, BooleanSupplier so) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new FaultRunException(
            "waited " + START_SECONDS + " s in vain for " + what + "; see " + folder);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /**
   * A port that is free now and stays free while its server is down. It is below the range from
   * which the system takes ports for clients: such a port could become the local port of a client
   * that tries to connect.
   */
  static int freePort() {
    Random random = new Random();
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = 20_000 + random.nextInt(10_000);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
        return port;
      } catch (IOException taken) {
        // Tries the next port.
      }
    }
    throw new FaultRunException("found no free port from 20000 to 29999");
  }

  /** Kills all processes. */
  @Override
  public void close() {
    synchronized (everStarted) {
      closed = true;
      everStarted.forEach(ChildProcess::kill);
    }
  }
}
