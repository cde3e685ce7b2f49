/**
 * The client for data pipelines. It turns what a step read, wrote and decided into an event, in a
 * few lines of code, and never blocks the step.
 *
 * <pre>{@code
 * try (HeadwaterClient client =
 *     HeadwaterClient.builder()
 *         .bootstrapServers("localhost:9092")
 *         .registryUrl("http://localhost:8081")
 *         .producer("https://git.example/dialogue@4f2c1d")
 *         .build()) {
 *   Run run = client.run("pipelines", "make-dialogues", "7d3e");
 *   client.emit(
 *       run.synthesize(Data.dataset("lab", "dialogues", "1").records(52_002))
 *           .input(Data.dataset("lab", "seed-questions", "2"), Role.SEED)
 *           .synthesis(
 *               Synthesis.of(SynthesisKind.LLM)
 *                   .generator("openai", "text-davinci-003", "2022-11-28")
 *                   .prompt("user", "You are asked to ...")
 *                   .parameter("temperature", "1.0"))
 *           .agent(Agents.person("orcid:0000-0002-1825-0097", "PROMPT_AUTHOR"))
 *           .build());
 * }
 * }</pre>
 *
 * <p>Guarantees, all covered by tests:
 *
 * <ol>
 *   <li>{@link dev.headwater.sdk.HeadwaterClient#emit} does no I/O, does not block, and throws only
 *       for a null argument. Broker and registry may be unavailable when the client starts, and may
 *       become unavailable later.
 *   <li>An event for which {@code emit} has returned survives the end of the process, {@code kill
 *       -9} included, starting with the first event. The next client on the same spool folder
 *       delivers it. Any number of processes may share a folder. On Linux this holds because the
 *       event is in shared memory ({@code /dev/shm}) before {@code emit} returns. On other systems,
 *       and where shared memory has no room, it holds once the event is written to disk, within
 *       milliseconds; the client logs this case. An event that has been on disk for longer than
 *       {@code spool.sync.millis} also survives a crash of the machine. Without a spool, or if its
 *       folder cannot be used, events wait in memory only; the client logs an unusable folder.
 *   <li>Events wait in memory ({@code queue.bytes}, half of which is the shared memory) and on disk
 *       ({@code spool.bytes}). The client drops an event that has room in neither.
 *   <li>At every instant {@code accepted = delivered + failed + dropped + pending}, see {@link
 *       dev.headwater.sdk.DeliveryCounts}. Each event counts as exactly one of the four.
 *   <li>Losses are reported. If an earlier client accepted an event that is neither delivered nor
 *       in the spool, the client that takes over counts it as dropped. The log and the listener
 *       report how many such events there are, and the producer instance that accepted them. If the
 *       machine crashed, or a process without shared memory was killed, nobody can count the last
 *       events. The log then says that some may be lost, and after which number.
 *   <li>Delivered means acknowledged by all in-sync replicas. Delivery is at least once; the event
 *       id makes a repeated event harmless.
 *   <li>{@code HeadwaterClient}, {@code Run}, {@code Data} and {@code ClientSettings} are safe for
 *       use by any number of threads. So is counting with a {@code Step}. Builders are not.
 * </ol>
 *
 * <p>An event that is emitted in a trace ({@link
 * dev.headwater.sdk.HeadwaterClient.Builder#traceparent}) has the trace in the header {@code
 * traceparent} of its record. Every record carries two more headers, from which a reader of the
 * topic can detect missing events:
 *
 * <table>
 *   <caption>Record headers</caption>
 *   <tr><th>header</th><th>value</th></tr>
 *   <tr><td>{@code headwater-producer}</td><td>The client instance that accepted the event, in
 *       UTF-8: 1 to 100 characters, each a letter, digit, dot or hyphen. Each client that is built
 *       generates a new name with 64 random bits in it, so that no two clients have the same name,
 *       not even in forked processes or containers.</td></tr>
 *   <tr><td>{@code headwater-sequence}</td><td>The number of the event among all events that this
 *       instance accepted, in decimal (UTF-8). The first event has number 1, and each further event
 *       has the next number, whatever its key and thread. An event keeps its instance and number
 *       when it is sent again, also when another client sends it from the spool of a process that
 *       is gone.</td></tr>
 * </table>
 *
 * <p>The numbers of an instance have a gap for each event that was dropped, failed or lost with its
 * process, and for each event that is still being delivered. The records of an instance arrive in
 * any order, in all partitions, and possibly days later, from the spool. Two records with the same
 * instance and number are a repeated delivery and need no attention. Events that came by HTTP have
 * no such headers.
 *
 * <p>If the last events of an instance are dropped, failed or lost, no later number shows the gap.
 * The numbering is therefore closed: a record with the number after the last one is sent. Its event
 * is a RETRACT of an event that does not exist, without assets, so it changes nothing. The client
 * does this when it closes. If it was killed, the next client on the folder does it.
 *
 * <p>{@code build()} refuses a value that breaks the event contract: it throws {@link
 * dev.headwater.model.InvalidException}, which names the field.
 */
package dev.headwater.sdk;
