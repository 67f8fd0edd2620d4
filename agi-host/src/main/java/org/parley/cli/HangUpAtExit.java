package org.parley.cli;

import org.parley.ami.Ami;

/** While this is open, a process that is ended from outside, as by Ctrl-C, hangs up the calls that it ordered. */
final class HangUpAtExit implements AutoCloseable {
    private final Thread hook;
    private volatile boolean exiting;

    HangUpAtExit(Ami ami) {
        hook = new Thread(
                () -> {
                    exiting = true;
                    ami.abandon();
                },
                "hang-up");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process ends, so that what now fails is no news. */
    boolean isExiting() {
        return exiting;
    }

    @Override
    public void close() {
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            exiting = true; // too late, it runs
        }
    }
}
