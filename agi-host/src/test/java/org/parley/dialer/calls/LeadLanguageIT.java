package org.parley.dialer.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerOptions;
import org.parley.dialer.DialerOptions.Strangers;

/** The language of a lead, out of the field that the admin has named, by the rights that Parley's account has. */
class LeadLanguageIT {
    @SuppressWarnings("NullAway.Init") // made by each test, with its dialect
    private World world;

    private static Dialer reading(DialectDatabase.Kind kind, String field) {
        return SqlDialer.detect(DialectDatabase.ours(kind), new DialerOptions("", Strangers.FIND, 999, "NI", field));
    }

    private String language(Dialer dialer, long lead, String user) {
        return dialer.begin(world.identity(world.routeOutbound(lead, user)))
                .orElseThrow()
                .lead()
                .language();
    }

    @ParameterizedTest
    @EnumSource
    void aColumnOfTheLeadTellsIt(DialectDatabase.Kind kind) {
        world = new World(DialectDatabase.open(kind)).populate(3);
        world.run("UPDATE <list> SET comments = 'Arabic' WHERE lead_id = 1001");
        Dialer dialer = reading(kind, "comments");

        assertThat(dialer.hasLanguages()).isTrue();
        assertThat(language(dialer, 1001, "9001")).isEqualTo("Arabic");
        assertThat(language(dialer, 1002, "9002")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aCustomFieldTellsIt(DialectDatabase.Kind kind) {
        Jdbi admin = DialectDatabase.open(kind);
        world = new World(admin).populate(3);
        boolean osdial = kind == DialectDatabase.Kind.OSDIAL;
        if (osdial) {
            world.run("INSERT INTO <campaign_forms> (id, campaigns, name, deleted) VALUES (1, 'SALES', 'VISIT', 0)");
            world.run("INSERT INTO <campaign_fields> (id, form_id, name, deleted) VALUES (1, 1, 'clinic', 0)");
            world.run("INSERT INTO <list_fields> (lead_id, field_id, value) VALUES (1001, 1, 'fa')");
        } else {
            world.run("INSERT INTO <lists_fields> (list_id, field_label, field_name, field_type)"
                    + " VALUES (101, 'clinic', 'Clinic', 'TEXT')");
            admin.useHandle(handle -> handle.execute("INSERT INTO custom_101 (lead_id, clinic) VALUES (1001, 'fa')"));
        }
        Dialer dialer = reading(kind, osdial ? "VISIT_clinic" : "clinic");

        assertThat(language(dialer, 1001, "9001")).isEqualTo("fa");
        assertThat(language(dialer, 1002, "9002")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFieldThatIsNotThereAndNoFieldAtAllTellNothing(DialectDatabase.Kind kind) {
        world = new World(DialectDatabase.open(kind)).populate(3);

        assertThat(language(reading(kind, "no_such_field"), 1001, "9001")).isEmpty();
        assertThat(reading(kind, "").hasLanguages()).isFalse();
    }
}
