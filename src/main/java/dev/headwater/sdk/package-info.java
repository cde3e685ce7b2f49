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
 *   <li>Every event given to {@code emit} is, at every instant, delivered, failed or pending, and
 *       counted as exactly one of them. A failed event is handed to the {@link
 *       dev.headwater.sdk.DeliveryListener}.
 *   <li>Delivered means acknowledged by all in-sync replicas. Delivery is at least once; the event
 *       id makes a repeated one harmless.
 *   <li>{@code HeadwaterClient}, {@code Run}, {@code Data} and {@code ClientSettings} may be used
 *       by any number of threads at once; builders may not.
 *   <li>What the client holds is bounded by {@code queue.bytes}.
 * </ol>
 *
 * <p>A value that breaks the event contract is refused where the event is built: {@code build()}
 * throws {@link dev.headwater.model.InvalidException}, which names the field.
 */
package dev.headwater.sdk;
