package org.parley.trial;

import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.Lead;
import org.parley.settings.Nearest;

/** The lead of a trial: the first of the demo, with the fields that were given. */
public final class TrialLead {
    private static final Map<String, String> DEMO = Map.ofEntries(
            Map.entry("id", "1001"),
            Map.entry("listId", "8300"),
            Map.entry("status", "NEW"),
            Map.entry("firstName", "Alice"),
            Map.entry("lastName", "Carter"),
            Map.entry("phoneNumber", "2125550101"),
            Map.entry("city", "New York"),
            Map.entry("state", "NY"),
            Map.entry("postalCode", "10001"),
            Map.entry("email", "alice@example.com"),
            Map.entry("comments", "Dentist, Tuesday 10:00"),
            Map.entry("clock", "-05:00"));

    private TrialLead() {}

    /**
     * The lead with these fields, by the names that scripts use: {@code firstName}, {@code state}.
     *
     * @throws IllegalArgumentException when there is no such field, or its value does not fit
     */
    public static Lead of(Map<String, String> given) {
        return of(DEMO, given);
    }

    /** The same with the other fields of that lead. */
    public static Lead of(Lead other, Map<String, String> given) {
        Map<String, String> his = new HashMap<>();
        for (RecordComponent field : Lead.class.getRecordComponents()) {
            try {
                @Nullable Object value = field.getAccessor().invoke(other);
                his.put(field.getName(), value == null ? "" : value.toString());
            } catch (ReflectiveOperationException never) {
                throw new IllegalStateException("A record has accessors of its components", never);
            }
        }
        return of(his, given);
    }

    private static Lead of(Map<String, String> others, Map<String, String> given) {
        RecordComponent[] components = Lead.class.getRecordComponents();
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        Map<String, String> fields = new HashMap<>(others);
        given.forEach((name, value) -> {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("A lead has no field '" + name + "'"
                        + Nearest.to(name, names)
                                .map("; did you mean '%s'?"::formatted)
                                .orElse("; it has " + String.join(", ", names)));
            }
            fields.put(name, value);
        });
        @Nullable
        Object[] values = Arrays.stream(components)
                .map(each -> value(each, fields.getOrDefault(each.getName(), "")))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return Lead.class.getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException never) {
            throw new IllegalStateException("A record has a constructor of its components", never);
        }
    }

    private static @Nullable Object value(RecordComponent field, String text) {
        try {
            if (field.getType() == long.class) {
                return Long.parseLong(text);
            }
            if (field.getType() == ZoneOffset.class) {
                return text.isEmpty() ? null : ZoneOffset.of(text);
            }
            return text;
        } catch (NumberFormatException | DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "Expected the lead's " + field.getName() + " as "
                            + (field.getType() == long.class ? "a whole number" : "a clock such as -05:00")
                            + " but was '" + text + "'",
                    wrong);
        }
    }
}
