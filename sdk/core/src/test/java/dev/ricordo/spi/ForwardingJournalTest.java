package dev.ricordo.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardingJournalTest {

  /**
   * A default method that is left out would ask the delegate in another way than it was asked. Not
   * so the short forms of an erasure, which come by the long ones: what watches those must not be
   * passed by.
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
        .filteredOn(method -> !(method.isDefault() && method.getName().equals("erase")))
        .extracting(ForwardingJournalTest::signature)
        .isNotEmpty()
        .isSubsetOf(forwarded);
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}
