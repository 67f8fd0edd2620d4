package org.parley.dialer.schema;

/** The two families of dialers, with what differs between them whatever their version. */
public enum Dialect {
    /** OSDial 3: the call code travels as account code and ends with nine digits of the lead. */
    OSDIAL("OSDial", "osdial_", 11),
    /** VICIdial 2: the call code travels as caller-id name and ends with ten digits of the lead. */
    VICIDIAL("VICIdial", "vicidial_", 10);

    private final String title;
    private final String prefix;
    private final int leadAt;

    Dialect(String title, String prefix, int leadAt) {
        this.title = title;
        this.prefix = prefix;
        this.leadAt = leadAt;
    }

    /** As people write it. */
    public String title() {
        return title;
    }

    /** Of the names of its own tables, with the underscore. */
    public String prefix() {
        return prefix;
    }

    /** The lead at the tail of a call code of 20 characters; 0 for none. */
    public long leadId(String code) {
        return Long.parseLong(code.substring(leadAt));
    }
}
