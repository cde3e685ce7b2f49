package dev.headwater.dev;

/** Whether a subject takes schemas. */
enum RegistryMode {
  READWRITE,
  READONLY
}
