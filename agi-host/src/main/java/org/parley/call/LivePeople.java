package org.parley.call;

import org.parley.dialer.Lead;
import org.parley.script.People;
import org.parley.script.Transfer;

/** The people whom one call may reach. */
final class LivePeople implements People {
    private final LiveCall call;
    private final PersonCall persons;

    LivePeople(LiveCall call, PersonCall persons) {
        this.call = call;
        this.persons = persons;
    }

    @Override
    public Transfer dial(Dial wanted) {
        return call.aloud(
                () -> persons.dial(wanted, new Person.Brief(wanted.brief(), call.language()), shown(call.lead())));
    }

    /** What somebody's telephone shows of the caller. */
    private static String shown(Lead lead) {
        String name = (lead.firstName() + " " + lead.lastName()).replaceAll("[^\\p{L}\\p{N} .'-]", " ");
        return name.isBlank() ? lead.phoneNumber().replaceAll("[^0-9+]", "") : name.strip();
    }

    @Override
    public Transfer queue(Queue wanted) {
        return Transfer.of(Transfer.Reason.REFUSED);
    }

    @Override
    public int free(String inGroup) {
        return 0;
    }

    @Override
    public Campaign campaign() {
        return Campaign.NONE;
    }

    @Override
    public void doNotCall(String phone) {}

    @Override
    public String field(String name) {
        return "";
    }
}
