package org.parley.dialer.calls;

import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.parley.dialer.Lead;
import org.parley.dialer.schema.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fields of a lead that only some lists have, and how one of any kind is read. */
final class CustomFields {
    private static final Logger LOG = LoggerFactory.getLogger(CustomFields.class);
    private static final int CHARS_MAX = 40;

    private CustomFields() {}

    /** What that column of the lead, or that custom field, holds; "" for nothing, and when it cannot be read. */
    static String read(Handle handle, Schema schema, Lead lead, String name) {
        return read(handle, schema, lead, name, CHARS_MAX);
    }

    /** The same; what is longer is not read. */
    static String read(Handle handle, Schema schema, Lead lead, String name, int charsMax) {
        if (name.isEmpty() || lead.id() == 0 || !name.matches("[A-Za-z0-9_]{1,64}")) {
            return "";
        }
        try {
            String text = find(handle, schema, lead, name).orElse("").strip();
            return text.length() <= charsMax ? text : "";
        } catch (JdbiException refused) {
            LOG.warn("lead {}: its field '{}' could not be read: {}", lead.id(), name, refused.getMessage());
            return "";
        }
    }

    private static Optional<String> find(Handle handle, Schema schema, Lead lead, String name) {
        String column = name.toLowerCase(Locale.ROOT);
        if (schema.has("list", column)) {
            return handle.createQuery("SELECT COALESCE(`" + column + "`, '') FROM <list> WHERE lead_id = :lead")
                    .bind("lead", lead.id())
                    .mapTo(String.class)
                    .findFirst();
        }
        return schema.isOsdial() ? ofOsdial(handle, schema, lead, name) : ofVicidial(handle, schema, lead, name);
    }

    /** A custom field is named FORM_FIELD. */
    private static Optional<String> ofOsdial(Handle handle, Schema schema, Lead lead, String name) {
        if (!schema.has("list_fields") || !schema.has("campaign_fields") || !schema.has("campaign_forms")) {
            return Optional.empty();
        }
        return handle.createQuery("""
                        SELECT COALESCE(v.value, '')
                          FROM <campaign_fields> f
                          JOIN <campaign_forms> m ON m.id = f.form_id
                          JOIN <list_fields> v ON v.field_id = f.id
                         WHERE CONCAT(m.name, '_', f.name) = :name
                           AND f.deleted = 0
                           AND m.deleted = 0
                           AND v.lead_id = :lead
                         LIMIT 1
                        """)
                .bind("name", name)
                .bind("lead", lead.id())
                .mapTo(String.class)
                .findFirst();
    }

    private static Optional<String> ofVicidial(Handle handle, Schema schema, Lead lead, String name) {
        if (!schema.has("lists_fields")) {
            return Optional.empty();
        }
        long list = list(handle, schema, lead.id(), lead.listId());
        if (!has(handle, list, name)) {
            return Optional.empty();
        }
        return handle.createQuery("SELECT COALESCE(`" + name + "`, '') FROM custom_" + list + " WHERE lead_id = :lead")
                .bind("lead", lead.id())
                .mapTo(String.class)
                .findFirst();
    }

    /** The list whose custom fields a lead has at VICIdial: the one in which it came. */
    static long list(Handle handle, Schema schema, long leadId, long listId) {
        return schema.has("list", "entry_list_id")
                ? handle.createQuery("SELECT IF(COALESCE(entry_list_id, 0) > 0, entry_list_id, list_id) FROM <list>"
                                + " WHERE lead_id = :lead")
                        .bind("lead", leadId)
                        .mapTo(Long.class)
                        .findFirst()
                        .orElse(listId)
                : listId;
    }

    /** Whether that list of VICIdial's has a field of this name that holds a value. */
    static boolean has(Handle handle, long list, String name) {
        return handle.createQuery("""
                        SELECT 1
                          FROM <lists_fields> f
                          JOIN information_schema.COLUMNS c
                            ON c.TABLE_SCHEMA = DATABASE()
                           AND c.TABLE_NAME = CONCAT('custom_', :list)
                           AND c.COLUMN_NAME = f.field_label
                         WHERE f.list_id = :list
                           AND f.field_label = :name
                           AND f.field_type NOT IN ('SCRIPT', 'DISPLAY', 'HIDEBLOB', 'SWITCH', 'BUTTON', 'SOURCESELECT')
                         LIMIT 1
                        """)
                .bind("list", list)
                .bind("name", name)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }
}
