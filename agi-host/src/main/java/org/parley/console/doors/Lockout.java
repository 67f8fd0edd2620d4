package org.parley.console.doors;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.parley.console.http.Problem;

/**
 * Keeps those out for a while who try passwords or tokens: by address, and by the name they try, be there such a user
 * or not. Sessions go on meanwhile. Any thread may use it.
 */
public final class Lockout {
    private final Tally addresses;
    private final Tally names;

    public Lockout(int failuresMax, Duration wait, LongSupplier nanos) {
        this.addresses = new Tally(failuresMax, wait, nanos);
        this.names = new Tally(failuresMax, wait, nanos);
    }

    /**
     * Before something is tried from there.
     *
     * @throws Problem while that must wait
     */
    void check(Client client) {
        Duration left = addresses.waits(client.counted());
        if (left.isPositive()) {
            throw Problem.tooMany(left, "too many wrong passwords or tokens came from " + client.address());
        }
    }

    /**
     * Before that name is tried.
     *
     * @throws Problem while it must wait
     */
    void check(Client client, String name) {
        check(client);
        Duration left = names.waits(Problem.shown(name));
        if (left.isPositive()) {
            throw Problem.tooMany(left, "too many wrong passwords were tried for that name");
        }
    }

    /** A wrong token came from there. */
    void failed(Client client) {
        addresses.add(client.counted());
    }

    /** A wrong password for that name came from there. */
    void failed(Client client, String name) {
        addresses.add(client.counted());
        names.add(Problem.shown(name));
    }

    /** That one has come in: what was tried for his name counts no more. */
    void succeeded(String name) {
        names.forget(Problem.shown(name));
    }
}
