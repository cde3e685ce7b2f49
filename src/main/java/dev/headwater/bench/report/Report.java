package dev.headwater.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a benchmark: its settings, its figures by name (the unit last in the name), and
 * tables for people. Not thread-safe.
 */
public final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final String benchmark;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, Number> figures = new LinkedHashMap<>();
  private final List<Table> tables = new ArrayList<>();

  public Report(String benchmark) {
    this.benchmark = benchmark;
  }

  public Report setting(String name, Object value) {
    settings.put(name, String.valueOf(value));
    return this;
  }

  Report settings(Map<String, String> all) {
    settings.putAll(all);
    return this;
  }

  public Report figure(String name, Number value) {
    figures.put(name, value);
    return this;
  }

  public Report table(Table table) {
    tables.add(table);
    return this;
  }

  /**
   * Adds a part: its figures with {@code name_} before their names, its tables with the name after
   * their titles. Its settings are not added.
   */
  public Report add(String name, Report part) {
    part.figures.forEach((figure, value) -> figures.put(name + "_" + figure, value));
    part.tables.forEach(table -> tables.add(table.titled(table.title() + ", " + name)));
    return this;
  }

  /** The figures by name. */
  public Map<String, Number> figures() {
    return Map.copyOf(figures);
  }

  /** Prints settings and tables for people. */
  public void print(PrintWriter out) {
    out.println("bench " + benchmark);
    int width = settings.keySet().stream().mapToInt(String::length).max().orElse(0);
    settings.forEach(
        (name, value) -> out.println("  " + name + " ".repeat(width + 2 - name.length()) + value));
    for (Table table : tables) {
      out.println();
      out.println(table.title());
      table.lines().forEach(out::println);
    }
    out.flush();
  }

  /**
   * The whole report: {@code
   * {"benchmark","settings","figures","tables":[{"title","columns","rows"}]}}.
   */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("benchmark", benchmark);
    all.put("settings", settings);
    all.put("figures", figures);
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Table table : tables) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("title", table.title());
      one.put("columns", table.columns());
      one.put("rows", table.rows());
      shown.add(one);
    }
    all.put("tables", shown);
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts and numbers can be written", impossible);
    }
  }
}
