package org.parley.aloud;

import org.parley.script.Data;
import org.parley.script.DataOfAnother;

/** What the test of the moment gives scripts to read. */
final class NextData implements DataOfAnother {
    private volatile Data data;

    NextData(Data first) {
        data = first;
    }

    void next(Data now) {
        data = now;
    }

    @Override
    public Data other() {
        return data;
    }
}
