package org.parley.call;

import org.parley.script.Data;
import org.parley.script.DataOfAnother;
import org.parley.script.HttpReply;
import org.parley.script.HttpRequest;

/** The host's data for a trial of a script: it reads what calls read, and sends nothing that may change it. */
public record ReadOnlyData(Data other) implements DataOfAnother {

    @Override
    public HttpReply http(HttpRequest request) {
        return request.isReading() ? other.http(request) : HttpReply.none(HttpReply.Reason.NOT_SENT);
    }
}
