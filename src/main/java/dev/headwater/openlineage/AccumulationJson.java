package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is kept of a subject between two of its events, as bytes. A later version reads it too. */
public final class AccumulationJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private record Kept(
      Kind kind,
      String subject,
      String first,
      SortedMap<String, Register> facts,
      List<Dataset> inputs,
      List<Dataset> outputs,
      SortedMap<String, Integer> generations) {}

  private record Dataset(String namespace, String name, SortedMap<String, Register> facets) {}

  private AccumulationJson() {}

  public static byte[] write(Accumulation accumulation) {
    try {
      return JSON.writeValueAsBytes(
          new Kept(
              accumulation.kind(),
              accumulation.subject(),
              accumulation.first().toString(),
              accumulation.facts(),
              list(accumulation.inputs()),
              list(accumulation.outputs()),
              accumulation.generations()));
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
  }

  /** Reads what {@link #write} wrote; anything else is an {@link UncheckedIOException}. */
  public static Accumulation read(byte[] bytes) {
    try {
      Kept kept = JSON.readValue(bytes, Kept.class);
      return new Accumulation(
          kept.kind,
          kept.subject,
          kept.facts,
          Instant.parse(kept.first),
          map(kept.inputs),
          map(kept.outputs),
          kept.generations);
    } catch (IOException corrupt) {
      throw new UncheckedIOException("the state of an OpenLineage subject is unreadable", corrupt);
    }
  }

  private static List<Dataset> list(SortedMap<DatasetName, SortedMap<String, Register>> map) {
    List<Dataset> list = new ArrayList<>(map.size());
    map.forEach((name, facets) -> list.add(new Dataset(name.namespace(), name.name(), facets)));
    return list;
  }

  private static SortedMap<DatasetName, SortedMap<String, Register>> map(List<Dataset> list) {
    SortedMap<DatasetName, SortedMap<String, Register>> map = new TreeMap<>();
    list.forEach(
        dataset -> map.put(new DatasetName(dataset.namespace, dataset.name), dataset.facets));
    return map;
  }
}
