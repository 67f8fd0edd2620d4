package org.parley.cli;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What doctor found out about one thing.
 *
 * @param finding what is there, in a few words
 * @param remedy what to do about it; "" when all is well
 */
record Check(String name, Status status, String finding, String remedy) {
    enum Status {
        @JsonProperty("ok")
        OK,
        @JsonProperty("warn")
        WARN,
        @JsonProperty("fail")
        FAIL
    }

    static Check ok(String name, String finding) {
        return new Check(name, Status.OK, finding, "");
    }

    static Check warn(String name, String finding, String remedy) {
        return new Check(name, Status.WARN, finding, remedy);
    }

    static Check fail(String name, String finding, String remedy) {
        return new Check(name, Status.FAIL, finding, remedy);
    }
}
