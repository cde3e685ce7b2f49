package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how {@code GET /openapi.json} is answered. */
class ApiDescriptionTest {
  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private ApiFixture.Answer ifNoneMatch(String tags) {
    return api.send(HttpRequest.newBuilder(api.uri("/openapi.json")).header("If-None-Match", tags));
  }

  @Test
  void document_isServed_withTheVersionOfTheProduct() {
    ApiFixture.Answer answer = api.get("/openapi.json");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json()).isEqualTo(Described.DOCUMENT);
    assertThat(answer.json().at("/info/version").asText()).isEqualTo("1.2.3");
  }

  @Test
  void tag_changesWithTheContent_andOnlyThen() {
    String tag = api.get("/openapi.json").header("ETag");

    assertThat(tag).matches("\"[0-9a-f]{64}\"");
    assertThat(ApiDescription.load("1.2.3").tag()).isEqualTo(tag);
    assertThat(ApiDescription.load("1.2.4").tag()).isNotEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "\"a\", %s", "\"a\",W/%s,\"b\"", "*"})
  void aClientThatHasIt_isToldSo(String tags) {
    String tag = api.get("/openapi.json").header("ETag");

    ApiFixture.Answer answer = ifNoneMatch(tags.formatted(tag));

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("ETag")).isEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"", "W/\"a\"", "a", ","})
  void aClientThatHasAnotherOne_getsIt(String tags) {
    assertThat(ifNoneMatch(tags).status()).isEqualTo(200);
  }

  @Test
  void aCopyThatIsChanged_leavesTheDocumentAlone() {
    ApiDescription description = ApiDescription.load("1");

    ((ObjectNode) description.document()).remove("paths");

    assertThat(description.document().has("paths")).isTrue();
  }
}
