package dev.ricordo.governance.evidence;

import dev.ricordo.Scope;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.governance.ForgottenEvents;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What was asked for, as the certificate's file has it: readable where the names are the shop's,
 * salted digests where they could be a person's.
 */
final class ScopeText {

  private ScopeText() {}

  static SortedMap<String, List<String>> of(Scope scope, Salt salt) {
    SortedMap<String, List<String>> text = new TreeMap<>();
    put(text, "items", scope.items(), ItemId::value);
    put(text, "categories", scope.categories(), category -> category);
    put(text, "brands", scope.brands(), brand -> brand);
    put(text, "kinds", scope.kinds(), ForgottenEvents::name);
    put(text, "from", scope.from().map(Set::of).orElse(Set.of()), Object::toString);
    put(text, "to", scope.to().map(Set::of).orElse(Set.of()), Object::toString);
    put(text, "channels", scope.channels(), name -> salt.digest("channel", name));
    put(text, "campaigns", scope.campaigns(), name -> salt.digest("campaign", name));
    put(text, "events", scope.events(), (EventId id) -> salt.digest("event", id.value()));
    return text;
  }

  private static <T> void put(
      Map<String, List<String>> text, String name, Collection<T> values, Function<T, String> of) {
    if (!values.isEmpty()) {
      text.put(name, values.stream().map(of).sorted().toList());
    }
  }
}
