package org.parley.sim.provider;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.MultipartReader;
import okio.Buffer;
import okio.ByteString;

/** A part of a form: its name, the name of its file, "" for none, its type, "" for none, and what it holds. */
public record FormPart(String name, String file, String type, ByteString content) {

    /**
     * The parts of a request, in their order.
     *
     * @throws IOException when it is no such form
     */
    public static List<FormPart> of(RecordedRequest request) throws IOException {
        String type = String.valueOf(request.getHeaders().get("Content-Type"));
        MediaType media = MediaType.parse(type);
        String boundary = media == null ? null : media.parameter("boundary");
        ByteString body = request.getBody();
        if (boundary == null || body == null || !type.startsWith("multipart/form-data")) {
            throw new IOException("Expected multipart/form-data but was " + type);
        }
        List<FormPart> parts = new ArrayList<>();
        try (MultipartReader reader = new MultipartReader(new Buffer().write(body), boundary)) {
            MultipartReader.Part part = reader.nextPart();
            while (part != null) {
                String about = String.valueOf(part.headers().get("Content-Disposition"));
                String partType = part.headers().get("Content-Type");
                parts.add(new FormPart(
                        named(about, "name"),
                        named(about, "filename"),
                        partType == null ? "" : partType,
                        part.body().readByteString()));
                part = reader.nextPart();
            }
        }
        return parts;
    }

    private static String named(String about, String key) {
        return about.matches("(?s).*[ ;]" + key + "=\"[^\"]*\".*")
                ? about.replaceFirst("(?s).*[ ;]" + key + "=\"([^\"]*)\".*", "$1")
                : "";
    }
}
