package dev.headwater.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The guide to the HTTP API: what the page about it shows. It is made from the OpenAPI document
 * alone, so the page and the document cannot differ.
 *
 * @param title the name of the product
 * @param summary what the product is, in one sentence
 * @param version of the product
 * @param introduction what holds for all calls, as paragraphs
 * @param groups the calls, by subject
 * @param eventFields the fields that every event has
 * @param events the types of events
 * @param types all other types of values
 */
public record ApiGuide(
    String title,
    String summary,
    String version,
    List<Prose> introduction,
    List<Group> groups,
    FieldTable eventFields,
    List<EventKind> events,
    List<FieldTable> types) {

  public ApiGuide {
    introduction = List.copyOf(introduction);
    groups = List.copyOf(groups);
    events = List.copyOf(events);
    types = List.copyOf(types);
  }

  /**
   * Makes the guide.
   *
   * @param document an OpenAPI 3.1 document in the form that ours has: each operation has one tag,
   *     and the schema {@code Event} has one alternative for each type of event
   * @throws IllegalArgumentException that names what the document lacks
   */
  public static ApiGuide of(JsonNode document) {
    return new GuideReader(document).read();
  }

  /** Calls about one subject. */
  public record Group(String name, String anchor, Prose description, List<Route> routes) {
    public Group {
      routes = List.copyOf(routes);
    }
  }

  /**
   * One call.
   *
   * @param method such as GET
   * @param path with the names of its parameters in braces
   * @param parameters of the path, the query and the headers
   * @param bodies what can be sent, by media type; empty if nothing is
   * @param answers in the order of their statuses
   */
  public record Route(
      String method,
      String path,
      String anchor,
      String summary,
      Prose description,
      List<Parameter> parameters,
      List<Content> bodies,
      List<Answer> answers) {
    public Route {
      parameters = List.copyOf(parameters);
      bodies = List.copyOf(bodies);
      answers = List.copyOf(answers);
    }
  }

  /**
   * A parameter of a call.
   *
   * @param place where it stands: path, query or header
   * @param standard the value that counts if it is absent; "" if there is none
   */
  public record Parameter(
      String name,
      String place,
      boolean isRequired,
      Shape shape,
      String standard,
      Prose description) {}

  /**
   * A body of one media type.
   *
   * @param description what its type does not say; often empty
   */
  public record Content(String mediaType, Shape shape, Prose description) {}

  /**
   * An answer to a call.
   *
   * @param headers that it has or may have
   * @param bodies what it may hold, by media type; empty if it has no body
   */
  public record Answer(int status, Prose description, List<Header> headers, List<Content> bodies) {
    public Answer {
      headers = List.copyOf(headers);
      bodies = List.copyOf(bodies);
    }
  }

  /** A header of an answer. */
  public record Header(String name, boolean isRequired, Shape shape, Prose description) {}

  /**
   * A type of event.
   *
   * @param own the fields that this type has in addition to those of every event, and those that it
   *     narrows
   * @param payload the fields of its payload
   * @param examples as indented JSON
   */
  public record EventKind(
      String type,
      String anchor,
      Prose description,
      List<FieldTable.Row> own,
      FieldTable payload,
      List<String> examples) {
    public EventKind {
      own = List.copyOf(own);
      examples = List.copyOf(examples);
    }
  }
}
