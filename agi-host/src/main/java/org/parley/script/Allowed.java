package org.parley.script;

import java.util.List;
import java.util.Map;

/**
 * The tools of Parley that a talk's model may use; each does what the verb of the script does.
 *
 * @param transfer who may be reached, by the names that the model knows them by; empty for no transfer
 * @param endCall it may end the talk, once its goodbye was heard
 * @param callBack it may agree a call-back
 * @param doNotCall it may give the call the status DNC
 * @param digits it may send keys to the far end
 * @param readLead the fields of the lead that it may read
 * @param changeLead the fields of the lead that it may change
 */
public record Allowed(
        Map<String, Target> transfer,
        boolean endCall,
        boolean callBack,
        boolean doNotCall,
        boolean digits,
        List<String> readLead,
        List<String> changeLead) {

    /** An extension of the dialplan, or with "" for it an in-group of the dialer. */
    public record Target(String extension, String inGroup) {}

    /** Nothing. */
    public static final Allowed NONE = new Allowed(Map.of(), false, false, false, false, List.of(), List.of());

    public Allowed {
        transfer = Map.copyOf(transfer);
        readLead = List.copyOf(readLead);
        changeLead = List.copyOf(changeLead);
    }
}
