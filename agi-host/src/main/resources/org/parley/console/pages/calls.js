/** The calls that were, newest first, part by part; filters stand in the address, so that they can be sent on. */
import { html, nothing } from '/lib/lit-html.js';
import { ask } from './api.js';
import { icon } from './icons.js';
import { go, head } from './router.js';
import { nameStatuses, statusWords } from './statuses.js';
import { length, moment, t, word } from './texts.js';
import { nothingYet } from './trouble.js';

const PAGE = 50;
const FILTERS = ['script', 'campaign', 'line', 'status'];
const STATES = { RUNNING: 'good', DONE: '', TRANSFERRED: '', FAILED: 'bad', DIED: 'bad' };

export async function open(view) {
    const chosen = new URLSearchParams(location.search);
    let calls = [];
    let next = null;
    const more = async () => {
        const query = new URLSearchParams({ limit: PAGE });
        FILTERS.filter(name => chosen.get(name)).forEach(name => query.set(name, chosen.get(name)));
        if (next) {
            query.set('before', next);
        }
        const page = await ask(`/api/calls?${query}`, view.signal);
        calls = [...calls, ...page.calls];
        next = page.next;
        view.changed();
    };
    const filter = event => {
        event.preventDefault();
        const query = new URLSearchParams();
        for (const [name, value] of new FormData(event.target)) {
            if (value.trim()) {
                query.set(name, value.trim());
            }
        }
        go(`/console/calls?${query}`);
    };
    await more();
    nameStatuses(view);
    view.show(() => html`
        ${head('calls')}
        <form class="filters" role="search" @submit=${filter}>
            ${FILTERS.map(name => html`<label>${t(`calls.${name}`)}
                <input name=${name} value=${chosen.get(name) ?? ''} autocomplete="off"></label>`)}
            <button class="button">${icon('search')}<span>${t('calls.filter')}</span></button>
            ${chosen.size ? html`<a class="button" href="/console/calls">${t('calls.all')}</a>` : nothing}
        </form>
        ${calls.length ? table(calls) : nothingYet(t(chosen.size ? 'calls.none-fits' : 'calls.none'))}
        ${next ? html`<p class="more"><button class="button" @click=${more}>${t('calls.more')}</button></p>` : nothing}`);
}

const table = calls => html`<div class="card flush"><table class="table wide">
    <thead><tr>
        ${['began', 'script', 'number', 'campaign', 'line', 'state', 'status', 'talk'].map(
            name => html`<th scope="col" class=${name === 'talk' ? 'figure' : ''}>${t(`calls.${name}`)}</th>`,
        )}
    </tr></thead>
    <tbody>${calls.map(row)}</tbody>
</table></div>`;

const cell = (name, value) => html`<td class=${value ? '' : 'none'} data-name=${t(`calls.${name}`)}>${value || '–'}</td>`;

const row = call => html`<tr>
    <td class="first"><a href="/console/calls/${call.id}">${moment(call.startedAt)}</a></td>
    ${cell('script', html`<bdi>${call.script || t('call.no-script')}</bdi>`)}
    ${cell('number', call.callerNumber && html`<bdi>${call.callerNumber}</bdi>`)}
    ${cell('campaign', call.campaign)}
    ${cell('line', call.line)}
    ${cell('state', html`<span class="chip ${STATES[call.state]}">${word('call-state', call.state)}</span>`)}
    ${cell('status', call.disposition && html`<span>${statusWords(call.disposition, call.campaign)}
        ${call.dispositionComment ? html`<small dir="auto">${call.dispositionComment}</small>` : nothing}</span>`)}
    <td class="figure" data-name=${t('calls.talk')}>${length(call.talkMs)}</td>
</tr>`;
