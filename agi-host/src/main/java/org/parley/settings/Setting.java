package org.parley.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents one setting where it is declared: a component of a settings record. The reader takes default and bounds
 * from here, and docs/configuration.md is generated from it. A component that is itself a record is a section.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** What it does and when to change it, in a sentence or two. */
    String doc();

    /** The value when nobody sets it, written as in the file: {@code 5s}, {@code 200}, {@code 127.0.0.1:4573}. */
    String byDefault() default "";

    /** The lowest value allowed, inclusive; "" for none. */
    String min() default "";

    /** The highest value allowed, inclusive; "" for none. */
    String max() default "";
}
