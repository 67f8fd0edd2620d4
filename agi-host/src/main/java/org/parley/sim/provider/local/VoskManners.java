package org.parley.sim.provider.local;

import java.time.Duration;

/** How the stand-in of a Vosk server behaves. Set before a connection, read by it. */
public final class VoskManners {
    /** Silence after which a sentence is told. */
    public Duration endpoint = Duration.ofMillis(500);

    /** As the server in C++: a configuration is audio to it. */
    public boolean takesNoConfig;

    /** Results have the form that they have with several alternatives. */
    public boolean alternatives;

    /** Each reply takes so long, as of a decoder that lags. */
    public Duration lag = Duration.ZERO;

    /** The end is never answered. */
    public boolean hangs;

    /** What is replied to the first audio instead, "" for what is right. */
    public String nonsense = "";
}
