/**
 * The example workflow: a small language identifier, trained from end to end on data that every JDK
 * holds, with each step recorded through {@link dev.headwater.sdk} exactly as a user would.
 *
 * <p>The data is real (the Unicode CLDR names of languages, countries, currencies, months and
 * weekdays in about 200 languages), and so are the filter, its bias, the generators, the model and
 * its accuracy. Given the same JDK and the same seed, every file is the same to the byte.
 *
 * <p>{@link dev.headwater.demo.ExampleWorkflow} is the entry. The classes that do data work use the
 * JDK only and know nothing of lineage; {@link dev.headwater.demo.ExampleEvents} is what recording
 * it costs.
 */
package dev.headwater.demo;
