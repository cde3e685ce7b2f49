package dev.headwater.model;

/** What a TRANSFORM did. */
public enum TransformOperation {
  MERGE,
  SPLIT,
  DEDUPLICATE,
  SAMPLE,
  ANNOTATE,
  TRANSLATE,
  PARAPHRASE,
  ANONYMIZE,
  FORMAT,
  JOIN,
  OTHER
}
