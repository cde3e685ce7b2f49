package dev.headwater.dev;

/** Whether the schemas of a subject may change. */
enum RegistryMode {
  READWRITE,
  READONLY
}
