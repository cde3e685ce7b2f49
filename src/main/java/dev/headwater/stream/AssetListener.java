package dev.headwater.stream;

import dev.headwater.model.Asset;
import java.util.Collection;

/**
 * Learns which assets of the partitions of this instance change in a way that an index of assets
 * shows; see {@link dev.headwater.engine.Listed}. Called by the threads that process the
 * partitions: an implementation must return at once, and must not throw.
 */
public interface AssetListener {
  /** Ignores all changes. */
  AssetListener NONE =
      new AssetListener() {
        @Override
        public void begun(int partition) {}

        @Override
        public void changed(int partition, Collection<Asset> assets) {}

        @Override
        public void ended(int partition) {}
      };

  /**
   * A task begins to process a partition. Its rows may differ in any way from those that the
   * partition had when a task on this instance last processed it.
   */
  void begun(int partition);

  /**
   * A flush has written the rows of these assets, which an index has to take up again. Called after
   * the flush, and before the progress of the partition shows it.
   */
  void changed(int partition, Collection<Asset> assets);

  /** The task of a partition has ended. */
  void ended(int partition);
}
