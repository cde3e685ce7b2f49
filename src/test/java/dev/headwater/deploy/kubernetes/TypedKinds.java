package dev.headwater.deploy.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads manifests as the types of Kubernetes and of the operators, and finds unknown fields. */
final class TypedKinds {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Stream.<Class<? extends HasMetadata>>of(
              Namespace.class,
              ServiceAccount.class,
              Service.class,
              PersistentVolumeClaim.class,
              Job.class,
              CronJob.class,
              StatefulSet.class,
              PodDisruptionBudget.class,
              NetworkPolicy.class,
              ServiceMonitor.class,
              PrometheusRule.class,
              Kafka.class,
              KafkaNodePool.class,
              KafkaUser.class)
          .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  private TypedKinds() {}

  /** What is wrong with the form of a manifest; empty if it is of its kind. */
  static List<String> problems(JsonNode manifest) {
    String kind = manifest.path("kind").asText();
    Class<? extends HasMetadata> type = KINDS.get(kind);
    if (type == null) {
      return List.of("kind " + kind + " is not known");
    }
    List<String> problems = new ArrayList<>();
    String version = manifest.path("apiVersion").asText();
    if (!versions(type).contains(version)) {
      problems.add(kind + " is of " + versions(type) + ", not " + version);
    }
    try {
      Object typed = MAPPER.readerFor(type).readValue(MAPPER.treeAsTokens(manifest));
      unknown(typed, kind, problems, Collections.newSetFromMap(new IdentityHashMap<>()));
    } catch (IOException wrong) {
      problems.add(kind + ": " + wrong.getMessage());
    }
    return problems;
  }

  /** The version of the type; for a type of Strimzi, all versions that its operator serves. */
  private static List<String> versions(Class<? extends HasMetadata> type) {
    if (!type.getName().startsWith("io.strimzi.")) {
      return List.of(HasMetadata.getApiVersion(type));
    }
    return switch (type.getSimpleName()) {
      case "Kafka" -> of(Kafka.RESOURCE_GROUP, Kafka.VERSIONS);
      case "KafkaNodePool" -> of(KafkaNodePool.RESOURCE_GROUP, KafkaNodePool.VERSIONS);
      default -> of(KafkaUser.RESOURCE_GROUP, KafkaUser.VERSIONS);
    };
  }

  private static List<String> of(String group, List<String> versions) {
    return versions.stream().map(version -> group + "/" + version).toList();
  }

  /** The types keep fields that they do not know in a map of that name. */
  private static void unknown(
      Object value, String place, List<String> problems, Set<Object> visited) {
    if (value instanceof Collection<?> list) {
      list.forEach(one -> unknown(one, place, problems, visited));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(one -> unknown(one, place, problems, visited));
    } else if (value != null && isOfModel(value.getClass()) && visited.add(value)) {
      for (Class<?> type = value.getClass(); isOfModel(type); type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          unknown(value, field, place, problems, visited);
        }
      }
    }
  }

  private static boolean isOfModel(Class<?> type) {
    return type != null
        && !type.isEnum()
        && (type.getName().startsWith("io.fabric8.") || type.getName().startsWith("io.strimzi."));
  }

  private static void unknown(
      Object owner, Field field, String place, List<String> problems, Set<Object> visited) {
    if (Modifier.isStatic(field.getModifiers())) {
      return;
    }
    Object value = get(owner, field);
    if (field.getName().equals("additionalProperties")) {
      if (value instanceof Map<?, ?> additional) {
        additional.keySet().forEach(key -> problems.add(place + " has no field " + key));
      }
    } else {
      unknown(value, place + "." + field.getName(), problems, visited);
    }
  }

  private static Object get(Object owner, Field field) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException closed) {
      throw new IllegalStateException(closed);
    }
  }
}
