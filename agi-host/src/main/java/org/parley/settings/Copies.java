package org.parley.settings;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Settings that differ from others in one value. */
public final class Copies {
    private Copies() {}

    /** The same record with another value for that component. */
    public static <T extends Record> T with(T settings, String component, Object value) {
        RecordComponent[] components = settings.getClass().getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        boolean known = false;
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                boolean changed = components[i].getName().equals(component);
                components[i].getAccessor().setAccessible(true);
                values[i] = changed ? value : components[i].getAccessor().invoke(settings);
                known |= changed;
            }
            if (!known) {
                throw new IllegalArgumentException(
                        "Expected a component of " + settings.getClass() + " but was '" + component + "'");
            }
            @SuppressWarnings("unchecked") // the class of the record is that of its constructor
            T copy = (T) settings.getClass().getDeclaredConstructor(types).newInstance(values);
            return copy;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected to copy " + settings.getClass(), e);
        }
    }
}
