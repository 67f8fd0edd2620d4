package org.parley.dialer.calls;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.schema.Schema;

/** The lists of numbers that must not be called again, as the agents' screen of each dialer writes them. */
final class DoNotCall {
    private DoNotCall() {}

    /**
     * Adds the number to the lists that the campaign uses; with {@code wanted}, for somebody has asked for it, to the
     * system's in any case.
     */
    static void add(Handle handle, Schema schema, String user, String campaign, String phoneNumber, boolean wanted) {
        String phone = schema.has("dnc") ? schema.storable("dnc", "phone_number", phoneNumber) : "";
        if (phone.isEmpty()) {
            return;
        }
        boolean system = wanted || isOn(setting(handle, schema, campaign, "use_internal_dnc"));
        if (schema.isOsdial()) {
            osdial(handle, schema, user, phone, system);
        } else {
            vicidial(handle, schema, user, campaign, phone, system);
        }
    }

    private static void osdial(Handle handle, Schema schema, String user, String phoneNumber, boolean system) {
        if (!system) {
            return;
        }
        Optional<String> company = schema.has("companies") && schema.has("system_settings", "enable_multicompany")
                ? company(handle, user)
                : Optional.empty();
        if (company.isPresent()) {
            insert(handle, "dnc_company", Map.of("phone_number", phoneNumber, "company_id", company.get()), "");
        } else {
            insert(
                    handle,
                    "dnc",
                    Map.of("phone_number", phoneNumber),
                    schema.when("dnc", "creation_date", "creation_date"));
        }
    }

    /** A company's own list, when it keeps one: its number leads its users' ids, counted from 100. */
    private static Optional<String> company(Handle handle, String user) {
        if (!user.matches("\\d{3}.+")) {
            return Optional.empty();
        }
        return handle.createQuery("""
                        SELECT c.id
                          FROM <companies> c, system_settings s
                         WHERE c.id = :id
                           AND s.enable_multicompany > 0
                           AND c.dnc_method IN ('COMPANY', 'BOTH')
                         LIMIT 1
                        """)
                .bind("id", Integer.parseInt(user.substring(0, 3)) - 100)
                .mapTo(String.class)
                .findFirst();
    }

    private static void vicidial(
            Handle handle, Schema schema, String user, String campaign, String phoneNumber, boolean system) {
        if (system) {
            insert(handle, "dnc", Map.of("phone_number", phoneNumber), "");
            note(handle, schema, user, "-SYSINT-", phoneNumber);
        }
        if (schema.has("campaign_dnc") && isOn(setting(handle, schema, campaign, "use_campaign_dnc"))) {
            String other = setting(handle, schema, campaign, "use_other_campaign_dnc");
            String of = other.isEmpty() ? campaign : other;
            insert(handle, "campaign_dnc", Map.of("phone_number", phoneNumber, "campaign_id", of), "");
            note(handle, schema, user, of, phoneNumber);
        }
    }

    private static void note(Handle handle, Schema schema, String user, String of, String phoneNumber) {
        if (!schema.has("dnc_log")) {
            return;
        }
        handle.createUpdate("""
                        INSERT INTO <dnc_log> (phone_number, campaign_id, action, action_date, user)
                        SELECT :phone, :of, 'add', NOW(), :user
                          FROM DUAL
                         WHERE NOT EXISTS (SELECT 1
                                             FROM <dnc_log>
                                            WHERE phone_number = :phone
                                              AND campaign_id = :of
                                              AND action = 'add'
                                              AND user = :user)
                        """)
                .bind("phone", phoneNumber)
                .bind("of", of)
                .bind("user", user)
                .execute();
    }

    private static void insert(Handle handle, String role, Map<String, String> values, String stamp) {
        var update = handle.createUpdate("INSERT IGNORE INTO <" + role + "> (" + String.join(", ", values.keySet())
                + (stamp.isEmpty() ? "" : ", " + stamp) + ") VALUES (:" + String.join(", :", values.keySet())
                + (stamp.isEmpty() ? "" : ", NOW()") + ")");
        update.bindMap(values).execute();
    }

    private static String setting(Handle handle, Schema schema, String campaign, String column) {
        if (!schema.has("campaigns", column)) {
            return "";
        }
        return handle.createQuery("SELECT COALESCE(" + column + ", '') AS v FROM <campaigns> WHERE campaign_id = :id")
                .bind("id", campaign)
                .mapTo(String.class)
                .findFirst()
                .orElse("");
    }

    private static boolean isOn(String setting) {
        return setting.equals("Y") || setting.equals("AREACODE");
    }
}
