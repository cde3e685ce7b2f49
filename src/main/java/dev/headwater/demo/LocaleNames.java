package dev.headwater.demo;

import dev.headwater.demo.Sample.Kind;
import java.text.DateFormatSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects the names of the world's languages, countries, currencies, months and weekdays from the
 * JDK's own locale data (Unicode CLDR), in every language that it has.
 *
 * <p>If a language lacks a name, the JDK silently answers in English or with a code. Such an answer
 * is not a text of that language, so this class leaves it out. It leaves out names without a
 * letter, names equal to their code and, in other languages than English, names equal to the
 * English one or the same in at least {@value #FALLBACK_LANGUAGES} languages. This also removes
 * names that a language truly shares with English.
 */
final class LocaleNames {

  /**
   * If at least this many languages spell a name alike, it counts as the JDK's fallback and not as
   * a translation.
   */
  static final int FALLBACK_LANGUAGES = 30;

  /**
   * Languages with fewer names of their own are left out, because too few could be held out for
   * measuring.
   */
  static final int MINIMUM_NAMES = 20;

  private LocaleNames() {}

  /** All samples, ordered by language and then by what they name. */
  static List<Sample> collect() {
    Map<String, List<Item>> byLanguage = new TreeMap<>();
    Map<String, Integer> languagesBySpelling = new HashMap<>();
    for (String language : languages()) {
      List<Item> items = items(Locale.forLanguageTag(language));
      byLanguage.put(language, items);
      items.forEach(item -> languagesBySpelling.merge(item.spelling(), 1, Integer::sum));
    }
    var english = new TreeSet<String>();
    items(Locale.ENGLISH).forEach(item -> english.add(item.spelling()));

    List<Sample> samples = new ArrayList<>();
    byLanguage.forEach(
        (language, items) -> {
          List<Sample> own = new ArrayList<>();
          for (Item item : items) {
            boolean translated =
                !english.contains(item.spelling())
                    && languagesBySpelling.get(item.spelling()) < FALLBACK_LANGUAGES;
            if (item.hasLetters() && (translated || language.equals("en"))) {
              own.add(new Sample(language, item.kind(), item.text().replaceAll("\\s+", " ")));
            }
          }
          if (own.size() >= MINIMUM_NAMES) {
            samples.addAll(own);
          }
        });
    return samples;
  }

  private static TreeSet<String> languages() {
    var languages = new TreeSet<String>();
    for (Locale locale : Locale.getAvailableLocales()) {
      if (!locale.getLanguage().isEmpty()) {
        languages.add(Locale.forLanguageTag(locale.toLanguageTag()).getLanguage());
      }
    }
    return languages;
  }

  private static List<Item> items(Locale in) {
    List<Item> items = new ArrayList<>();
    for (String code : Locale.getISOLanguages()) {
      String name = Locale.forLanguageTag(code).getDisplayLanguage(in);
      items.add(new Item(Kind.LANGUAGE, code, name));
    }
    for (String code : Locale.getISOCountries()) {
      String name = new Locale("", code).getDisplayCountry(in);
      items.add(new Item(Kind.COUNTRY, code, name));
    }
    Currency.getAvailableCurrencies().stream()
        .sorted(Comparator.comparing(Currency::getCurrencyCode))
        .map(money -> new Item(Kind.CURRENCY, money.getCurrencyCode(), money.getDisplayName(in)))
        .forEach(items::add);
    DateFormatSymbols symbols = DateFormatSymbols.getInstance(in);
    // Both arrays have an empty element: the 13th month, and the weekday 0.
    addAll(items, Kind.MONTH, symbols.getMonths());
    addAll(items, Kind.WEEKDAY, symbols.getWeekdays());
    return items;
  }

  private static void addAll(List<Item> items, Kind kind, String[] names) {
    for (int i = 0; i < names.length; i++) {
      items.add(new Item(kind, Integer.toString(i), names[i]));
    }
  }

  private record Item(Kind kind, String code, String text) {
    String spelling() {
      return kind + " " + code + " " + text;
    }

    boolean hasLetters() {
      return !text.equals(code) && text.codePoints().anyMatch(Character::isLetter);
    }
  }
}
