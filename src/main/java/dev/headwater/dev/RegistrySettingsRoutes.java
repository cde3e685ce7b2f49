package dev.headwater.dev;

import static dev.headwater.dev.RegistryRoutes.answer;
import static dev.headwater.dev.RegistryRoutes.body;
import static dev.headwater.dev.RegistryRoutes.flag;
import static dev.headwater.dev.RegistryRoutes.subject;

import dev.headwater.codec.registry.CompatibilityLevel;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The routes for levels and modes of the Confluent REST API, for the registry as a whole and for
 * its subjects.
 */
final class RegistrySettingsRoutes {
  private static final String GLOBAL = "";

  private final Registry registry;

  RegistrySettingsRoutes(Registry registry) {
    this.registry = registry;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/config", ctx -> answerLevel(ctx, registry.content().level(GLOBAL)));
    routes.put("/config", ctx -> putLevel(ctx, GLOBAL));
    routes.delete(
        "/config",
        ctx -> {
          registry.setLevel(GLOBAL, Optional.empty());
          answerLevel(ctx, registry.content().level(GLOBAL));
        });
    routes.get("/config/{subject}", ctx -> answerLevel(ctx, levelOf(ctx)));
    routes.put("/config/{subject}", ctx -> putLevel(ctx, subject(ctx)));
    routes.delete(
        "/config/{subject}",
        ctx -> {
          CompatibilityLevel previous = ownLevel(subject(ctx));
          registry.setLevel(subject(ctx), Optional.empty());
          answerLevel(ctx, previous);
        });
    routes.get("/mode", ctx -> answerMode(ctx, registry.content().mode(GLOBAL)));
    routes.put("/mode", ctx -> putMode(ctx, GLOBAL));
    routes.get("/mode/{subject}", ctx -> answerMode(ctx, modeOf(ctx)));
    routes.put("/mode/{subject}", ctx -> putMode(ctx, subject(ctx)));
    routes.delete(
        "/mode/{subject}",
        ctx -> {
          RegistryMode previous = ownMode(subject(ctx));
          registry.setMode(subject(ctx), Optional.empty());
          answerMode(ctx, previous);
        });
  }

  private CompatibilityLevel levelOf(Context ctx) {
    String subject = subject(ctx);
    return flag(ctx, "defaultToGlobal") ? registry.content().level(subject) : ownLevel(subject);
  }

  private CompatibilityLevel ownLevel(String subject) {
    return registry
        .content()
        .ownLevel(subject)
        .orElseThrow(() -> RegistryError.noLevelOfItsOwn(subject));
  }

  private RegistryMode modeOf(Context ctx) {
    String subject = subject(ctx);
    return flag(ctx, "defaultToGlobal") ? registry.content().mode(subject) : ownMode(subject);
  }

  private RegistryMode ownMode(String subject) {
    return registry
        .content()
        .ownMode(subject)
        .orElseThrow(() -> RegistryError.noModeOfItsOwn(subject));
  }

  private void putLevel(Context ctx, String scope) {
    String name = body(ctx).path("compatibility").asText();
    CompatibilityLevel level =
        CompatibilityLevel.named(name).orElseThrow(() -> RegistryError.invalidLevel(name));
    registry.setLevel(scope, Optional.of(level));
    answer(ctx, RegistryRoutes.JSON.createObjectNode().put("compatibility", level.name()));
  }

  private void putMode(Context ctx, String scope) {
    String name = body(ctx).path("mode").asText();
    RegistryMode mode =
        Stream.of(RegistryMode.values())
            .filter(candidate -> candidate.name().equals(name.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> RegistryError.invalidMode(name));
    registry.setMode(scope, Optional.of(mode));
    answerMode(ctx, mode);
  }

  private static void answerLevel(Context ctx, CompatibilityLevel level) {
    answer(ctx, RegistryRoutes.JSON.createObjectNode().put("compatibilityLevel", level.name()));
  }

  private static void answerMode(Context ctx, RegistryMode mode) {
    answer(ctx, RegistryRoutes.JSON.createObjectNode().put("mode", mode.name()));
  }
}
