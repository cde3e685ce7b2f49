package dev.headwater.stream;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Runs an action of a processor before each commit of its task, so that the processor can keep back
 * its writes and messages until then. What the action writes and forwards belongs to that commit.
 *
 * <p>Kafka Streams has no public hook for this, but it has one for its own record caches: it
 * flushes stores that are caches at the beginning of each commit, also before a task moves and
 * before an orderly shutdown. This class is such a store, without content. It is the only class
 * that knows of this technique.
 */
final class BeforeCommit implements StateStore, CachedStateStore<Void, Void> {
  static final String NAME = "before-commit";

  private final BooleanSupplier commits;
  private InternalProcessorContext<?, ?> context;
  private ProcessorNode<?, ?, ?, ?> processor;
  private Runnable action = () -> {};
  private boolean open;

  private BeforeCommit(BooleanSupplier commits) {
    this.commits = commits;
  }

  /**
   * Returns the builder that adds this store to a topology.
   *
   * @param commits whether the commit that Kafka Streams begins is to run the action; see {@link
   *     FlushPolicy#commits}
   */
  static StoreBuilder<BeforeCommit> builder(BooleanSupplier commits) {
    return new Builder(commits);
  }

  /** Sets the action. The processor calls this in its {@code init}. */
  void run(ProcessorContext<?, ?> processorContext, Runnable beforeCommit) {
    context = (InternalProcessorContext<?, ?>) processorContext;
    processor = context.currentNode();
    action = beforeCommit;
  }

  @Override
  public void flushCache() {
    if (context == null || !commits.getAsBoolean()) {
      return; // a store without a context belongs to a standby, which processes nothing
    }
    ProcessorNode<?, ?, ?, ?> current = context.currentNode();
    context.setCurrentNode(processor);
    try {
      action.run();
    } finally {
      context.setCurrentNode(current);
    }
  }

  @Override
  public void clearCache() {
    // The processor is discarded together with what it kept back.
  }

  @Override
  public boolean setFlushListener(CacheFlushListener<Void, Void> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void init(StateStoreContext storeContext, StateStore root) {
    storeContext.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  private record Builder(BooleanSupplier commits) implements StoreBuilder<BeforeCommit> {
    @Override
    public StoreBuilder<BeforeCommit> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withLoggingEnabled(Map<String, String> config) {
      return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withLoggingDisabled() {
      return this;
    }

    @Override
    public BeforeCommit build() {
      return new BeforeCommit(commits);
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }

    @Override
    public String name() {
      return NAME;
    }
  }
}
