/** Tells something to everybody: it is shown for a while, and read out by a screen reader. */
import { html, nothing, render } from '/lib/lit-html.js';
import { repeat } from '/lib/directives/repeat.js';
import { Problem } from './api.js';
import { icon } from './icons.js';
import { said } from './said.js';
import { t } from './texts.js';

const SHOWN_MS = 6000;
const SHOWN_MAX = 3;

let place = null;
let notes = [];
let count = 0;

/** Where it is told; read out from then on. */
export function announceIn(element) {
    place = element;
}

function draw() {
    const note = each => html`<p class="note ${each.kind}">
        ${icon(each.kind === 'bad' ? 'warning' : 'check')}<span>${each.text}</span>
    </p>`;
    render(notes.length ? repeat(notes, each => each.id, note) : nothing, place);
}

/** Tells that something went well. */
export function announce(text, kind = 'good') {
    const id = ++count;
    notes = [...notes, { id, text, kind }].slice(-SHOWN_MAX);
    draw();
    setTimeout(() => {
        notes = notes.filter(each => each.id !== id);
        draw();
    }, SHOWN_MS);
}

/** Why something was not done, as people read it: for a template. */
export const reason = problem => {
    if (problem instanceof Problem) {
        return problem.status === 0 ? t('problem.unreached') : said(problem.message);
    }
    return t('problem.page', { text: problem.message });
};

/** Tells that something was not done, and why. */
export const announceProblem = problem => announce(reason(problem), 'bad');
