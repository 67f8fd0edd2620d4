/** What a page shows is asked for, and again every so often while somebody looks at it. */
import { announceProblem } from './announce.js';

/** Waits for the first answer, whose problem is thrown; one of a later answer is told once, until it goes well again. */
export async function follow(view, ms, load) {
    let failed = false;
    const again = async () => {
        try {
            await load();
            failed = false;
        } catch (problem) {
            if (view.isOpen && !failed) {
                announceProblem(problem);
            }
            failed = true;
        }
        view.changed();
    };
    await load();
    view.every(ms, () => document.hidden || again());
    return again;
}
