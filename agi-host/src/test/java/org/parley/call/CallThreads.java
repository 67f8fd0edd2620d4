package org.parley.call;

/** Threads that work for a call, for tests elsewhere. */
public final class CallThreads {
    private CallThreads() {}

    /** What is done while a thread works for a call. */
    public interface Work {
        void run() throws Exception;
    }

    /** Does it on a virtual thread that works for that call, and waits for its end. */
    public static void serving(String call, Work work) throws Exception {
        Exception[] failure = new Exception[1];
        Thread.ofVirtual()
                .start(() -> {
                    CallThread.begin(call);
                    try {
                        work.run();
                    } catch (Exception e) {
                        failure[0] = e;
                    } finally {
                        CallThread.end();
                    }
                })
                .join();
        if (failure[0] != null) {
            throw failure[0];
        }
    }
}
