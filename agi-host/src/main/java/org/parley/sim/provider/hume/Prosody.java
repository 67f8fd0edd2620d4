package org.parley.sim.provider.hume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The 48 scores by which Hume tells how somebody sounds. */
final class Prosody {
    private static final List<String> NAMES = List.of(
            "Admiration",
            "Adoration",
            "Aesthetic Appreciation",
            "Amusement",
            "Anger",
            "Anxiety",
            "Awe",
            "Awkwardness",
            "Boredom",
            "Calmness",
            "Concentration",
            "Confusion",
            "Contemplation",
            "Contempt",
            "Contentment",
            "Craving",
            "Desire",
            "Determination",
            "Disappointment",
            "Disgust",
            "Distress",
            "Doubt",
            "Ecstasy",
            "Embarrassment",
            "Empathic Pain",
            "Entrancement",
            "Envy",
            "Excitement",
            "Fear",
            "Guilt",
            "Horror",
            "Interest",
            "Joy",
            "Love",
            "Nostalgia",
            "Pain",
            "Pride",
            "Realization",
            "Relief",
            "Romance",
            "Sadness",
            "Satisfaction",
            "Shame",
            "Surprise (negative)",
            "Surprise (positive)",
            "Sympathy",
            "Tiredness",
            "Triumph");

    private Prosody() {}

    /** One of them stands out. */
    static ObjectNode scores(HumeSocket talk, String loud) {
        ObjectNode scores = talk.event("");
        scores.removeAll();
        NAMES.forEach(name -> scores.put(name, name.equals(loud) ? 0.8 : 0.01));
        return scores;
    }
}
