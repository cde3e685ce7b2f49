package dev.headwater.demo;

import dev.headwater.sdk.Data;
import java.util.List;

/**
 * A dataset of the example.
 *
 * @param samples its content
 * @param file the file that holds it
 * @param data the description of it that events use
 */
record Dataset(List<Sample> samples, DataFile file, Data data) {

  Dataset {
    samples = List.copyOf(samples);
  }
}
