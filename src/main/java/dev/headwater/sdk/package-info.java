/**
 * The client for data pipelines: what a step read, wrote and decided becomes an event, in a few
 * lines, without ever holding the step up.
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
 * <p>Guarantees, all held by tests:
 *
 * <ol>
 *   <li>{@link dev.headwater.sdk.HeadwaterClient#emit} does no input or output, waits for nothing
 *       and throws for nothing but null. Broker and registry may be away when the client starts,
 *       and go away later.
 *   <li>An event for which {@code emit} has returned outlives the process, {@code kill -9}
 *       included, from the first one on, and is delivered by the next client on the spool's folder;
 *       any number of processes may share one. That holds on Linux, where it stands in shared
 *       memory ({@code /dev/shm}) before {@code emit} returns. Elsewhere, and where there is no
 *       room in shared memory, which the log says, it holds once the event is written to disk,
 *       within milliseconds. What is on disk for longer than {@code spool.sync.millis} outlives the
 *       machine. Without a spool, or where its folder cannot be used, which the log says, events
 *       wait in memory only.
 *   <li>Events wait in memory ({@code queue.bytes}, of which half is the shared memory), and on
 *       disk ({@code spool.bytes}). What finds room in neither is dropped.
 *   <li>At every instant {@code accepted = delivered + failed + dropped + pending}, see {@link
 *       dev.headwater.sdk.DeliveryCounts}. Each event counts as exactly one of the four.
 *   <li>What is lost is named. What a client that is gone had accepted, and is neither delivered
 *       nor kept, is counted as dropped by the client that takes over: the log and the listener
 *       tell the number and the producer instance. Where the machine went down, or a process
 *       without shared memory was killed, nobody can count the last events; the log tells that some
 *       may be lost, and after which number.
 *   <li>Delivered means acknowledged by all in-sync replicas. Delivery is at least once; the event
 *       id makes a repeated one harmless.
 *   <li>{@code HeadwaterClient}, {@code Run}, {@code Data} and {@code ClientSettings} may be used
 *       by any number of threads at once; builders may not.
 * </ol>
 *
 * <p>Every record carries two headers, by which whoever reads the topic can see that something is
 * missing:
 *
 * <table>
 *   <caption>Record headers</caption>
 *   <tr><th>header</th><th>value</th></tr>
 *   <tr><td>{@code headwater-producer}</td><td>The client instance that accepted the event, UTF-8: 1
 *       to 100 characters out of letters, digits, dots and hyphens. Drawn anew for each client that
 *       is built, with 64 random bits in it, so that no two are the same, in forked processes and
 *       containers neither.</td></tr>
 *   <tr><td>{@code headwater-sequence}</td><td>The number of the event among all that this instance
 *       accepted, in decimal (UTF-8): the first is 1, the next one more, whatever its key and
 *       thread. It is the event's for good: one that is sent again, from the spool of a process
 *       that is gone too, has the same instance and number.</td></tr>
 * </table>
 *
 * <p>A number has a gap for an event that was dropped, failed or lost with its process, and for one
 * that is still under way: records of an instance arrive in any order and over all partitions, and
 * may arrive days later, out of the spool. That a record comes twice with the same number says
 * nothing. Events that came by HTTP have no such headers.
 *
 * <p>Where the last events of an instance were dropped, failed or lost, no later number would tell.
 * So the numbering is closed: one of the instance's events is sent once more, under the number
 * after its last. The client does that itself when it closes; for one that was killed, the next
 * client on the folder does. The repeated event changes nothing, as its id is known.
 *
 * <p>A value that breaks the event contract is refused where the event is built: {@code build()}
 * throws {@link dev.headwater.model.InvalidException}, which names the field.
 */
package dev.headwater.sdk;
