package org.parley.audio;

/** A listener with a bug, whatever it is told. */
record FaultyListener(Class<? extends Throwable> bug) implements LegListener {
    @Override
    public void heard(short[] samples, int length) {
        fail();
    }

    @Override
    public void voice(boolean speaking, long nanos) {
        fail();
    }

    @Override
    public void digit(char key) {
        fail();
    }

    @Override
    public void ended(LegEnd end) {
        fail();
    }

    private void fail() {
        try {
            throw bug.getConstructor().newInstance();
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable never) {
            throw new IllegalArgumentException("Expected an unchecked exception or an error", never);
        }
    }
}
