/** The scripts: how each stands, what leads to it, and what its writer must change, with the line. */
import { html, nothing } from '/lib/lit-html.js';
import { dialog } from './dialog.js';
import { announceProblem, reason } from './announce.js';
import { act, ask } from './api.js';
import { icon } from './icons.js';
import { go, head } from './router.js';
import { said } from './said.js';
import { can } from './session.js';
import { Stream } from './stream.js';
import { moment, t, word } from './texts.js';
import { nothingYet } from './trouble.js';

const STATES = { live: 'good', stale: 'warn', broken: 'bad', fallback: 'warn', out: 'bad' };
const ORDER = ['broken', 'out', 'stale', 'fallback', 'live'];
/** What a new script begins with. */
const STARTER = "description ''\n\nsay 'Hello.'\n";
const AGAIN_MS = 5000; // a script that is saved shows what is wrong with it soon

export async function open(view) {
    let scripts = [];
    let drafts = null; // where the host has no database
    const load = async () => {
        drafts = can('drafts') ? (await ask('/api/drafts', view.signal)).drafts : null;
        scripts = (await ask('/api/scripts', view.signal)).scripts
            .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.name.localeCompare(b.name));
        view.changed();
    };
    const again = () => load().catch(problem => view.isOpen && announceProblem(problem));
    const draftOf = name => drafts?.find(each => each.name === name);
    const fresh = () => (drafts ?? []).filter(draft => scripts.every(each => each.name !== draft.name));
    await load();
    view.show(() => html`
        ${head('scripts', can('saveDraft') && drafts !== null
            ? html`<button class="button" @click=${begin}>${icon('add')}<span>${t('scripts.new')}</span></button>` : nothing)}
        ${fresh().length ? html`<ul class="scripts">${fresh().map(unborn)}</ul>` : nothing}
        ${scripts.length ? html`<ul class="scripts">${scripts.map(each => script(each, draftOf(each.name)))}</ul>` : nothingYet(t('scripts.none'))}`);
    const stream = new Stream({ type: 'script' }, { event: again, up: () => {}, gap: again, down: () => {} });
    view.onClose(() => stream.close());
    view.every(AGAIN_MS, () => document.hidden || again());
}

const LEADS = ['extensions', 'dids', 'inGroups', 'campaigns'];

const address = name => `/console/scripts/${encodeURIComponent(name)}`;

/** A draft of a script that is not there yet. */
const unborn = draft => html`<li class="card script" data-draft=${draft.name}>
    <div class="script-head">
        <h2><a href=${address(draft.name)}><bdi>${draft.name}</bdi></a></h2>
        <span class="chip warn">${t('scripts.draft')}</span>
    </div>
    <p class="about">${t('draft.by', { author: draft.author, at: moment(draft.savedAt) })}</p>
</li>`;

/** Asks for the name of a new script, and begins its draft. */
function begin() {
    let refused = '';
    dialog((close, draw) => html`<form @submit=${async event => {
        event.preventDefault();
        const name = event.target.elements.name.value.trim();
        try {
            await act('PUT', `/api/scripts/${encodeURIComponent(name)}/draft`, { text: STARTER, base: '', follows: '' });
            close();
            go(address(name));
        } catch (problem) {
            refused = reason(problem);
            draw();
        }
    }}>
        <h2 id="dialog-title">${t('scripts.new')}</h2>
        <label>${t('scripts.new.name')}<input name="name" required maxlength="64" pattern="[a-z0-9][a-z0-9\\-]*" autocomplete="off" dir="ltr"></label>
        <p>${t('scripts.new.about')}</p>
        <p class="refused" role="alert" lang="en" dir="auto">${refused || nothing}</p>
        <div class="dialog-end">
            <button type="button" class="button" @click=${close}>${t('action.cancel')}</button>
            <button class="button strong">${t('draft.begin')}</button>
        </div>
    </form>`);
}

const script = (each, draft) => html`<li class="card script" data-script=${each.name} data-state=${each.state}>
    <div class="script-head">
        <h2>${can('script') ? html`<a href=${address(each.name)}><bdi>${each.name}</bdi></a>`
            : html`<bdi>${each.name}</bdi>`}</h2>
        <span class="chip ${STATES[each.state]}">${word('script-state', each.state)}</span>
        ${draft ? html`<span class="chip warn">${t('scripts.draft')}</span>` : nothing}
        <a href="/console/calls?script=${encodeURIComponent(each.name)}">${t('scripts.calls')}</a>
    </div>
    ${each.description ? html`<p dir="auto">${each.description}</p>` : nothing}
    <p class="about">${word('script-about', each.state)}</p>
    ${facts(each).length ? html`<dl class="pairs">${facts(each)}</dl>` : nothing}
    ${each.problems.map(problem => mistake(problem, 'bad'))}
    ${each.warnings.map(problem => mistake(problem, 'warn'))}
</li>`;

const facts = each => [
    ...LEADS.filter(name => each[name].length).map(name => fact(t(`scripts.${name}`), each[name].join(', '))),
    each.owner && fact(t('scripts.owner'), each.owner),
    each.version && fact(t('scripts.version'), html`<code>${each.version}</code>`),
    each.loadedAt && fact(t('scripts.since'), moment(each.loadedAt)),
].filter(Boolean);

const fact = (name, value) => html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`;

const place = ({ file, line, column }) => [file, line, column].filter(Boolean).join(':');

/** What is wrong or doubtful, with its place, the line, and what to write instead. */
export const mistake = (problem, grade) => html`<div class="mistake ${grade}">
    <p class="place">${icon('warning')}<code dir="ltr">${place(problem)}</code></p>
    <p>${said(problem.message)}</p>
    ${problem.sourceLine.trim() ? html`<pre dir="ltr" tabindex="0" role="group" aria-label=${t('scripts.source')}>${source(problem)}</pre>`
        : nothing}
    ${problem.suggestion ? html`<p class="suggestion"><strong>${t('scripts.instead')}</strong>
        <span>${said(problem.suggestion)}</span></p>` : nothing}
</div>`;

/** The line as it is written, and a caret under the place. */
function source({ sourceLine, line, column }) {
    const margin = `${line} | `;
    const caret = column > 0
        ? `\n${' '.repeat(margin.length)}${sourceLine.slice(0, column - 1).replace(/[^\t]/g, ' ')}^`
        : '';
    return `${margin}${sourceLine}${caret}`;
}
