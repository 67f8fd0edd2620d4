package org.parley;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The words of scripts that a test shows at work, and where; {@code VerbsAreShownTest} sees that none is left out. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Shows.All.class)
public @interface Shows {
    /** On what the call runs. */
    Where on();

    /** The words; one that stands in a block is {@code menu.option}. */
    String[] verbs();

    /** On what a call may run. */
    enum Where {
        /** Words in virtual time. */
        TEXT,
        /** A whole host with a simulated Asterisk and caller. */
        AUDIOSOCKET,
        /** A real Asterisk. */
        ASTERISK
    }

    /** Several of them at one test. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        /** Each of them. */
        Shows[] value();
    }
}
