package org.parley.releases;

import java.util.ArrayList;
import java.util.List;

/** What changes from one text to another, line by line, with the lines around it. */
public final class TextDifference {
    private static final int AROUND = 3;

    /** Texts with more different lines are shown as one whole change. */
    private static final long CELLS_MAX = 4_000_000;

    private TextDifference() {}

    /** Lines that begin with a space (the same), a minus (gone) or a plus (new); gaps are {@code ...}. */
    public static List<String> of(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        int head = 0;
        while (head < old.size() && head < now.size() && old.get(head).equals(now.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < old.size() - head
                && tail < now.size() - head
                && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        List<String> all = new ArrayList<>();
        old.subList(0, head).forEach(line -> all.add(" " + line));
        middle(old.subList(head, old.size() - tail), now.subList(head, now.size() - tail), all);
        old.subList(old.size() - tail, old.size()).forEach(line -> all.add(" " + line));
        return shortened(all);
    }

    private static void middle(List<String> old, List<String> now, List<String> all) {
        if ((long) old.size() * now.size() > CELLS_MAX) {
            old.forEach(line -> all.add("-" + line));
            now.forEach(line -> all.add("+" + line));
            return;
        }
        int[][] common = new int[old.size() + 1][now.size() + 1]; // of what follows
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                all.add(" " + old.get(i++));
                j++;
            } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
                all.add("-" + old.get(i++));
            } else {
                all.add("+" + now.get(j++));
            }
        }
    }

    private static List<String> shortened(List<String> all) {
        boolean[] shown = new boolean[all.size()];
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).startsWith(" ")) {
                for (int near = Math.max(0, i - AROUND); near <= Math.min(all.size() - 1, i + AROUND); near++) {
                    shown[near] = true;
                }
            }
        }
        List<String> result = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (shown[i]) {
                result.add(all.get(i));
            } else if (i > 0 && shown[i - 1] && i < all.size() - 1) {
                result.add("...");
            }
        }
        return result;
    }
}
