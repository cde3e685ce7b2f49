/**
 * The example workflow trains a small language identifier from end to end on data that every JDK
 * contains. It records each step through {@link dev.headwater.sdk}, exactly as a user would.
 *
 * <p>The data is real: the Unicode CLDR names of languages, countries, currencies, months and
 * weekdays in about 200 languages. The filter, its bias, the generators, the model and its accuracy
 * are real, too. With the same JDK and the same seed, every file is the same byte for byte.
 *
 * <p>{@link dev.headwater.demo.ExampleWorkflow} is the entry point. The classes that do data work
 * use only the JDK and do not deal with lineage. {@link dev.headwater.demo.ExampleEvents} shows how
 * much code the recording takes.
 */
package dev.headwater.demo;
