/** What the dialer calls its statuses; where that is not known, the codes stand alone. */
import { html, nothing } from '/lib/lit-html.js';
import { ask } from './api.js';

const FRESH_MS = 60_000;
let names = new Map(); // by campaign and status, and by status alone
let asked = -FRESH_MS;

/** Has that page show them once they are known; nothing waits for it, and nothing fails by it. */
export async function nameStatuses(view) {
    if (performance.now() - asked < FRESH_MS) {
        return;
    }
    asked = performance.now();
    try {
        const { statuses } = await ask('/api/statuses', view.signal);
        names = new Map();
        for (const { campaign, status, name } of statuses.filter(each => each.name && each.name !== each.status)) {
            names.set(`${campaign} ${status}`, name);
            names.set(status, names.get(status) ?? name); // the system's come first
        }
        view.changed();
    } catch {
        asked = view.isOpen ? asked : -FRESH_MS; // the page went before the answer came
    }
}

/** A status with its name beside it. */
export function statusWords(status, campaign = '') {
    const name = names.get(`${campaign} ${status}`) ?? names.get(status);
    return html`<bdi>${status}</bdi>${name ? html` <bdi class="quiet">${name}</bdi>` : nothing}`;
}
