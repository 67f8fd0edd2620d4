package org.parley.script;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.Lead;

/**
 * The lead as a script reads and changes it; a changed field is stored when the call has ended, and reads as it was
 * until then.
 */
public final class ScriptLead {
    private final Call call;

    ScriptLead(Call call) {
        this.call = call;
    }

    private Lead lead() {
        return call.lead();
    }

    /** The dialer's number of it; 0 for a caller it does not know. */
    public long getId() {
        return lead().id();
    }

    /** Of the list that it is in. */
    public long getListId() {
        return lead().listId();
    }

    /** Its status before the call. */
    public String getStatus() {
        return lead().status();
    }

    /** Its first name. */
    public String getFirstName() {
        return lead().firstName();
    }

    /** Its first name, from the call's end on. */
    public void setFirstName(Object value) {
        call.field("first_name", String.valueOf(value));
    }

    /** Its last name. */
    public String getLastName() {
        return lead().lastName();
    }

    /** Its last name, from the call's end on. */
    public void setLastName(Object value) {
        call.field("last_name", String.valueOf(value));
    }

    /** Its phone number. */
    public String getPhoneNumber() {
        return lead().phoneNumber();
    }

    /** Its city. */
    public String getCity() {
        return lead().city();
    }

    /** Its city, from the call's end on. */
    public void setCity(Object value) {
        call.field("city", String.valueOf(value));
    }

    /** Its state. */
    public String getState() {
        return lead().state();
    }

    /** Its state, from the call's end on. */
    public void setState(Object value) {
        call.field("state", String.valueOf(value));
    }

    /** Its postal code. */
    public String getPostalCode() {
        return lead().postalCode();
    }

    /** Its postal code, from the call's end on. */
    public void setPostalCode(Object value) {
        call.field("postal_code", String.valueOf(value));
    }

    /** Its email. */
    public String getEmail() {
        return lead().email();
    }

    /** Its email, from the call's end on. */
    public void setEmail(Object value) {
        call.field("email", String.valueOf(value));
    }

    /** Its comments. */
    public String getComments() {
        return lead().comments();
    }

    /** Its comments, from the call's end on. */
    public void setComments(Object value) {
        call.field("comments", String.valueOf(value));
    }

    /** In which he is spoken with, as the dialer's field has it. */
    public String getLanguage() {
        return lead().language();
    }

    /** The customer's clock against UTC; null when it is not known. */
    public @Nullable ZoneOffset getClock() {
        return lead().clock();
    }

    /** What his clock shows now; ours when the dialer does not know his: {@code if (lead.time.hour < 9) …}. */
    public ZonedDateTime getTime() {
        Lead _ = call.lead(); // his clock is known with him
        return call.customersTime();
    }

    /** What another column, or a custom field, holds; "" for nothing: {@code lead.custom('plan')}. */
    public String custom(String field) {
        if (!field.matches("[A-Za-z0-9_]{1,64}")) {
            throw new ScriptException(
                    "Expected lead.custom with a field's name of letters, digits and _ but was '" + field + "'", null);
        }
        return call.people().field(field);
    }
}
