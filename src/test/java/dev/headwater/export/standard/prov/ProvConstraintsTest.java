package dev.headwater.export.standard.prov;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.export.standard.facts.ExportChanges;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.model.EventType;
import dev.headwater.model.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openprovenance.prov.model.Document;
import org.openprovenance.prov.notation.ProvDeserialiser;
import org.openprovenance.prov.validation.Config;
import org.openprovenance.prov.validation.ObjectMaker;
import org.openprovenance.prov.validation.Unknown;
import org.openprovenance.prov.validation.Validate;
import org.openprovenance.prov.validation.VarQName;
import org.openprovenance.prov.validation.report.ValidationReport;
import org.openprovenance.prov.vanilla.ProvFactory;
import org.openprovenance.prov.vanilla.QualifiedName;

/** Validates documents in PROV-N against PROV-CONSTRAINTS, with ProvToolbox. */
class ProvConstraintsTest {
  private static final ProvFactory FACTORY = new ProvFactory();

  static Stream<ExportFacts> facts() {
    return Stream.concat(
        Stream.of(
            ExportSamples.scraped(),
            ExportSamples.dialogues(),
            ExportSamples.chat(),
            ExportSamples.undocumented(),
            ExportSamples.nothingOf(ExportSamples.CHAT),
            ExportSamples.saying("\"])\n\\ endDocument"),
            cyclic()),
        IntStream.range(0, 30).mapToObj(seed -> ExportSamples.random(new Random(seed))));
  }

  private static ExportFacts cyclic() {
    List<Link> links = new ArrayList<>(ExportSamples.chat().links());
    links.add(
        new Link(
            ExportSamples.CHAT,
            ExportSamples.DIALOGUES,
            Role.TEACHER,
            EventType.SYNTHESIZE,
            "7d3e",
            false));
    links.add(
        new Link(
            ExportSamples.CHAT, ExportSamples.CHAT, Role.BASE_MODEL, EventType.TRAIN, "t0", false));
    return ExportChanges.with(ExportSamples.chat(), links, List.of());
  }

  @ParameterizedTest
  @MethodSource("facts")
  void aDocument_satisfiesTheConstraints(ExportFacts facts) throws IOException {
    String text = ProvNotation.write(facts).text();
    Document document = read(text);

    assertThat(document.getStatementOrBundle()).hasSameSizeAs(ProvReader.notation(text));
    ValidationReport report = validate(document);
    assertThat(report.getCycle()).isEmpty();
    assertThat(report.getFailedMerge()).isEmpty();
    assertThat(report.getTypeOverlap()).isEmpty();
    assertThat(report.getQualifiedNameMismatch()).isEmpty();
    assertThat(report.getMalformedStatements()).isNull();
  }

  @Test
  void theValidator_findsCyclesAndWrongTypes() throws IOException {
    String entities = "document\nprefix e <https://e.example/>\nentity(e:a)\nentity(e:b)\n";
    String cycle = "wasDerivedFrom(e:a, e:b)\nwasDerivedFrom(e:b, e:a)\nendDocument\n";

    assertThat(validate(read(entities + cycle)).getCycle()).isNotEmpty();
    assertThat(validate(read(entities + "activity(e:a)\nendDocument\n")).getTypeOverlap())
        .isNotEmpty();
  }

  private static Document read(String text) {
    return new ProvDeserialiser(FACTORY)
        .deserialiseDocument(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static ValidationReport validate(Document document) throws IOException {
    return new Validate(Config.newYesToAllConfig(FACTORY, new Maker())).validate(document);
  }

  private static final class Maker implements ObjectMaker {
    @Override
    public VarQName makeVarQName(String namespace, String local, String prefix) {
      return new Variable(namespace, local, prefix);
    }

    @Override
    public VarQName makeVarQName(org.openprovenance.prov.model.QualifiedName name) {
      return new Variable(name.getNamespaceURI(), name.getLocalPart(), name.getPrefix());
    }

    @Override
    public Unknown makeUnknown(String namespace, String local) {
      return new Any(namespace, local);
    }
  }

  private static final class Variable extends QualifiedName implements VarQName {
    Variable(String namespace, String local, String prefix) {
      super(namespace, local, prefix);
    }
  }

  private static final class Any extends QualifiedName implements Unknown {
    Any(String namespace, String local) {
      super(namespace, local, "any");
    }
  }
}
