package org.parley.ai.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where a value is put, and how it is written there. */
enum Place {
    /** Between the quotes of a JSON string. */
    JSON {
        @Override
        String escaped(String value) {
            return new String(JsonStringEncoder.getInstance().quoteAsString(value));
        }
    },
    /** In a path, a query or a form. */
    URL {
        @Override
        String escaped(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        }
    },
    /** In the text or an attribute of XML. */
    XML {
        @Override
        String escaped(String value) {
            return value.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&apos;");
        }
    },
    /** As it is. */
    PLAIN {
        @Override
        String escaped(String value) {
            return value;
        }
    };

    abstract String escaped(String value);

    /** In a body of that type. */
    static Place in(String contentType) {
        String type = contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (type.endsWith("/json") || type.endsWith("+json")) {
            return JSON;
        }
        if (type.equals("application/x-www-form-urlencoded")) {
            return URL;
        }
        if (type.endsWith("/xml") || type.endsWith("+xml")) {
            return XML;
        }
        if (type.startsWith("text/")) {
            return PLAIN;
        }
        throw new IllegalArgumentException("application/json, application/x-www-form-urlencoded, text/plain, or a type"
                + " of XML, so that it is known how values are written in it");
    }
}
