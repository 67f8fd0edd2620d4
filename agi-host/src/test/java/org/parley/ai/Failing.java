package org.parley.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.parley.ai.ProviderException.Kind;

/** What a provider's failure must be. */
public final class Failing {
    private Failing() {}

    /** It fails with that kind, and says that. */
    public static void assertFails(Kind kind, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(ProviderException.class))
                .satisfies(
                        failure -> assertThat(failure.kind()).as("%s", failure).isEqualTo(kind))
                .satisfies(failure -> assertThat(failure).hasMessageContaining(message));
    }
}
