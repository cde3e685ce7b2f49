package dev.headwater.export.standard.dps;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The property tables of OASIS Data Provenance Metadata 1.0 (CSD01, section 5) as a JSON schema,
 * written for these tests. It is stricter than the standard's own schema: no object may have a
 * member that its table does not list, but for our extension.
 */
final class DpsSchema {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              """
              {"type":"object","additionalProperties":false,
               "required":["$schema","set","source","provenance","use"],
               "properties":{
                "$schema":{"const":
                  "https://docs.oasis-open.org/dps/prov-meta/v1.0/schema/data-provenance.json"},
                "headwater":{"type":"object"},
                "set":{"type":"object","additionalProperties":false,
                 "required":["category","schema-version","publisher","label","tracking"],
                 "properties":{
                  "category":{"type":"string","pattern":"^[^\\\\s\\\\-_.](.*[^\\\\s\\\\-_.])?$"},
                  "schema-version":{"const":"1.0"},
                  "publisher":{"type":"object","required":["name","namespace"]},
                  "label":{"type":"string","minLength":1},
                  "notes":{"type":"array","minItems":1,"items":{"type":"object",
                    "additionalProperties":false,"required":["category","text"],"properties":{
                     "category":{"enum":["description","details","faq","general",
                       "legal_disclaimer","other","summary"]},
                     "text":{"type":"string","minLength":1}}}},
                  "tracking":{"type":"object","additionalProperties":false,
                   "required":["current-release-date","id","initial-release-date",
                     "revision-history","status","version"],
                   "properties":{
                    "current-release-date":{"type":"string","format":"date-time"},
                    "initial-release-date":{"type":"string","format":"date-time"},
                    "revision-history":{"type":"array","minItems":1},
                    "status":{"enum":["draft","final","interim"]},
                    "version":{"type":"string"},
                    "id":{"type":"string","pattern":"^\\\\S(.*\\\\S)?$"},
                    "generator":{"type":"object","additionalProperties":false,
                      "required":["engine"],"properties":{"engine":{"type":"object",
                        "additionalProperties":false,"required":["name"],
                        "properties":{"name":{"type":"string","minLength":1}}}}}}}}},
                "source":{"type":"object","additionalProperties":false,
                 "required":["about","id","issuer","location","name","data-version"],
                 "properties":{
                  "about":{"type":"object","additionalProperties":false,
                   "required":["content","purpose"],"properties":{
                    "content":{"type":"string","minLength":1},
                    "purpose":{"type":"string","minLength":1}}},
                  "id":{"type":"object","minProperties":1,"additionalProperties":false,
                   "properties":{"uuids":{"type":"array"},"custom-ids":{"type":"array","minItems":1,"items":{
                     "type":"object","additionalProperties":false,"required":["method","value"],
                     "properties":{"method":{"type":"string","minLength":1},
                       "value":{"type":"string","minLength":1}}}}}},
                  "issuer":{"type":"array","minItems":1,"uniqueItems":true,"items":{
                    "type":"object","additionalProperties":false,"required":["legal-name"],
                    "properties":{"legal-name":{"type":"string","minLength":1}}}},
                  "name":{"type":"string"},
                  "location":{"type":"string","format":"uri"},
                  "data-version":{"type":"string","anyOf":[{"pattern":"^(0|[1-9][0-9]*)$"},
                   {"pattern":"^((0|[1-9][0-9]*)\\\\.){2}(0|[1-9][0-9]*)([-+].+)?$"}]}}},
                "provenance":{"type":"object","additionalProperties":false,
                 "required":["origin-geography","date","generation-method"],
                 "properties":{
                  "origin-geography":{"type":"array","minItems":1,"uniqueItems":true,"items":{
                    "type":"object","additionalProperties":false,"required":["country"],
                    "properties":{"country":{"type":"string"},"state":{"type":"string"}}}},
                  "date":{"type":"string","format":"date"},
                  "generation-period":{"type":"object","additionalProperties":false,"properties":{
                    "start":{"type":"string","format":"date-time"},
                    "end":{"type":"string","format":"date-time"}}},
                  "generation-method":{"type":"array","minItems":1,"uniqueItems":true,"items":{
                    "type":"object","additionalProperties":false,"required":["code"],
                    "properties":{"long-description":{"type":"string"},"code":{"enum":[
                     "data-augmentation","data-mining","feeds","machine-generated-ml-ops","other",
                     "primary-user-source","simulations","social-media","syndication",
                     "transfer-learning","user-generated-content","web-scraping-crawling"]}}}}}},
                "use":{"type":"object","additionalProperties":false,
                 "required":["intended-purpose"],
                 "properties":{
                  "intended-purpose":{"type":"array","minItems":1,"uniqueItems":true,"items":{
                    "type":"object","additionalProperties":false,
                    "required":["code","long-description"],"properties":{
                     "long-description":{"type":"string"},"code":{"enum":["alignment","evaluation",
                      "other","pre-training","production","quality-assurance","research",
                      "staging-testing","synthetic-data-generation"]}}}},
                  "classification":{"type":"array","minItems":1,"items":{"type":"object",
                    "additionalProperties":false,"required":["regulation","evaluated"],
                    "properties":{"evaluated":{"type":"boolean"},"regulation":{"type":"object",
                      "required":["code"],"properties":{"code":{"enum":
                        ["other","pci","pfi","phi","pi","sci","spi"]}}}}}},
                  "consents":{"type":"array","minItems":1,"items":{"type":"string"}},
                  "data-risk-reducing":{"type":"array","minItems":1,"uniqueItems":true,"items":{
                    "type":"object","additionalProperties":false,"required":["tool-used"],
                    "properties":{"tool-used":{"type":"string"},
                      "technology":{"const":"data-anonymization"}}}},
                  "license":{"type":"array","minItems":1,"items":{"type":"string"}}}}}}
              """,
              SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());

  private DpsSchema() {}

  /**
   * What is wrong with a document.
   *
   * @param absent the required fields that it lacks, with their paths
   * @param wrong every other violation
   */
  record Verdict(Set<String> absent, List<String> wrong) {}

  static Verdict check(String json) {
    Set<String> absent = new TreeSet<>();
    List<String> wrong = new ArrayList<>();
    SCHEMA
        .validate(json, InputFormat.JSON)
        .forEach(
            message -> {
              if (message.getType().equals("required")) {
                String path = message.getInstanceLocation().toString().replaceFirst("^/", "");
                absent.add(path.replace('/', '.') + '.' + message.getProperty());
              } else {
                wrong.add(message.toString());
              }
            });
    return new Verdict(absent, wrong);
  }
}
