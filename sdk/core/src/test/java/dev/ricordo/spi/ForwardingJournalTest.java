package dev.ricordo.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForwardingJournalTest {

  private static final Set<String> SHORT_FORMS = Set.of("erase", "replace");

  /**
   * A default method that is left out would ask the delegate in another way than it was asked. Not
   * so the short forms, which come by the long ones: what watches those must not be passed by.
   */
  @Test
  void everyCall_isHandedOn() {
    List<String> forwarded =
        Arrays.stream(ForwardingJournal.class.getDeclaredMethods())
            .map(ForwardingJournalTest::signature)
            .toList();

    assertThat(Journal.class.getDeclaredMethods())
        .filteredOn(method -> Modifier.isPublic(method.getModifiers()))
        .filteredOn(method -> !Modifier.isStatic(method.getModifiers()))
        .filteredOn(method -> !(method.isDefault() && SHORT_FORMS.contains(method.getName())))
        .extracting(ForwardingJournalTest::signature)
        .isNotEmpty()
        .isSubsetOf(forwarded);
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}
