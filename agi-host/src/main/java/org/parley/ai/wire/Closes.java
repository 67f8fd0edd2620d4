package org.parley.ai.wire;

import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;

/** What a provider means by closing its socket with a code and a reason. */
@FunctionalInterface
public interface Closes {

    /** The kind of failure. A close that we asked for is not asked about. */
    Kind kind(int code, String reason);

    /** The failure of a refused upgrade. */
    default ProviderException refused(Wire wire, int status, String body) {
        return wire.failure(status, body);
    }

    /** By the code alone: 1008 is a refusal of our settings, 1013 a request to come later, the rest the network's. */
    static Kind common(int code, String reason) {
        return switch (code) {
            case 1002, 1003, 1007 -> Kind.PROTOCOL;
            case 1008, 1010 -> Kind.SETTINGS;
            case 1009 -> Kind.CONTENT;
            case 1013 -> Kind.RATE;
            default -> Kind.NETWORK;
        };
    }
}
