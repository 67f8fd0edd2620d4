/** The live board: the calls that run, with their words as they are spoken, and why those that ended lately did so. */
import { html, nothing } from '/lib/lit-html.js';
import { guard } from '/lib/directives/guard.js';
import { ref } from '/lib/directives/ref.js';
import { repeat } from '/lib/directives/repeat.js';
import { steer } from './actions.js';
import { announce, announceProblem } from './announce.js';
import { ask } from './api.js';
import { Board, byNeed, fits, isSlow, STATES } from './board.js';
import { dispatchButton } from './dispatch.js';
import { icon } from './icons.js';
import { LineStates } from './linestates.js';
import { ear, listening } from './listen.js';
import { go, head } from './router.js';
import { Rows } from './rows.js';
import { why } from './said.js';
import { Stream } from './stream.js';
import { brief, length, percent, spoken, t, time, word } from './texts.js';
import { nothingYet } from './trouble.js';

const PAST = 2000; // events
const ENDED = 25; // calls that ended before this page was opened
const ENDED_SHOWN = 8;
const LISTS_MS = 1000; // the lists are asked for again so often at most
const ICONS = { agent: 'agent', caller: 'caller', quiet: 'quiet', hold: 'clock', transfer: 'transfer' };
const FILTERS = ['script', 'campaign', 'agent'];

export async function open(view) {
    const board = new Board();
    const rows = new Rows(view.signal);
    const states = new LineStates(view);
    const wanted = new URLSearchParams(location.search);
    let line = 'begins';
    let chosen = 'all';
    let words = '';
    let asked = 0;

    await states.follow();
    const agentLines = wanted.get('agent') ? states.linesOf(wanted.get('agent')) : null;
    const isWanted = call => (!wanted.get('script') || call.script === wanted.get('script'))
        && (!wanted.get('campaign') || call.campaign === wanted.get('campaign'))
        && (agentLines === null || agentLines.includes(call.line));
    const sentences = sentencesOf(board, view);
    const lists = async () => {
        const running = await ask('/api/calls/live', view.signal);
        board.now = Date.parse(running.now);
        board.replace(running.calls.filter(isWanted), running.last);
        const query = new URLSearchParams({ limit: ENDED });
        ['script', 'campaign'].filter(name => wanted.get(name)).forEach(name => query.set(name, wanted.get(name)));
        const { calls } = await ask(`/api/calls?${query}`, view.signal);
        for (const row of calls.filter(each => each.endedAt && isWanted(each)).reverse()) {
            const { id, script, campaign, line: user } = row;
            board.addEnded({
                id, script, campaign, line: user, caller: row.callerNumber, at: Date.parse(row.endedAt), sentence: null,
            });
        }
        sentences.want();
        view.changed();
        return running.last;
    };
    const again = () => {
        if (board.lacks && Date.now() - asked > LISTS_MS) {
            asked = Date.now();
            lists().catch(problem => view.isOpen && announceProblem(problem));
        }
    };
    const listener = {
        event: event => {
            if (board.take(event)) {
                sentences.want();
            }
            view.changed();
        },
        up: () => {
            if (line === 'down') {
                announce(t('live.up-again'));
            }
            line = 'up';
            view.changed();
        },
        gap: () => lists().catch(problem => view.isOpen && announceProblem(problem)),
        down: () => {
            if (line === 'up') {
                announce(t('live.down'), 'bad');
            }
            line = 'down';
            view.changed();
        },
    };
    // the newest events again, since they tell what was said last in the calls that run
    const stream = new Stream(subscription(wanted, agentLines), listener, Math.max(0, await lists() - PAST));
    view.onClose(() => stream.close());
    addEventListener('listenchange', () => view.changed(), { signal: view.signal });
    view.every(1000, () => { // how long each call has been going, and what waits for too long
        again();
        view.changed();
    });

    const choose = name => {
        chosen = chosen === name ? 'all' : name;
        rows.anew();
        view.changed();
    };
    const search = event => {
        words = event.target.value;
        rows.anew();
        view.changed();
    };
    const list = element => {
        rows.list = element ?? null;
    };
    view.show(() => {
        rows.keepFocus();
        const all = board.calls;
        const fitting = all.filter(call => isIn(board, chosen, call) && fits(call, words));
        const shown = rows.of(byNeed(board, fitting), all);
        const ended = board.ended.filter(call => fits(call, words));
        return html`
            ${head('live', html`<div class="beside">${dispatchButton()}
                <p class="line ${line}">${icon(line === 'down' ? 'warning' : 'pulse')}
                    <span>${t(`line.${line}`)}</span></p></div>`)}
            ${states.template()}
            ${tiles(board.counts(), chosen, choose)}
            <div class="filters">
                <label class="search">${icon('search')}<span class="unseen">${t('live.search')}</span>
                    <input type="search" placeholder=${t('live.search')} @input=${search}></label>
                ${filters(wanted, board, states)}
            </div>
            <div class="board">
                <section aria-labelledby="running">
                    <h2 id="running">${t('live.running', { count: fitting.length })}</h2>
                    ${shown.length ? html`<ul class="calls" ${ref(list)}>
                        ${repeat(shown, each => each.call.id, each => row(board, each))}</ul>`
                        : nothingYet(t(all.length ? 'live.none-fits' : 'live.none'))}
                </section>
                <section aria-labelledby="ended">
                    <h2 id="ended">${t('live.ended')}</h2>
                    ${ended.length
                        ? html`<ol class="ended">${repeat(ended.slice(0, ENDED_SHOWN), each => each.id, endedRow)}</ol>`
                        : nothingYet(t('live.none-ended'))}
                    <p class="more"><a href=${endedAddress(wanted)}>${t('live.all-ended')}</a></p>
                </section>
            </div>`;
    });
}

/** The same choice among the events as among the calls. */
function subscription(wanted, agentLines) {
    const query = {};
    ['script', 'campaign'].filter(name => wanted.get(name)).forEach(name => { query[name] = wanted.get(name); });
    if (agentLines !== null) {
        query.line = agentLines.join(',') || wanted.get('agent');
    }
    return query;
}

function endedAddress(wanted) {
    const query = new URLSearchParams();
    ['script', 'campaign'].filter(name => wanted.get(name)).forEach(name => query.set(name, wanted.get(name)));
    return `/console/calls${query.size ? `?${query}` : ''}`;
}

/** Which calls are followed at all; the choice stands in the address, so that it can be sent on. */
const filters = (wanted, board, states) => FILTERS.map(name => {
    const found = name === 'agent' ? states.agents : board.calls.map(call => call[name]);
    const values = [...new Set([...found, wanted.get(name) ?? ''])].filter(Boolean).sort();
    const change = event => {
        const query = new URLSearchParams(wanted);
        query.delete(name);
        if (event.target.value) {
            query.set(name, event.target.value);
        }
        go(`/console${query.size ? `?${query}` : ''}`);
    };
    return values.length === 0 ? nothing : html`<label>${t(`live.by.${name}`)}
        <select name=${name} @change=${change}>
            <option value="" ?selected=${!wanted.get(name)}>${t('live.any')}</option>
            ${repeat(values, each => each, each => html`<option value=${each} ?selected=${each === wanted.get(name)}>${each}</option>`)}
        </select></label>`;
});

function isIn(board, chosen, call) {
    return chosen === 'all' || chosen === call.state || (chosen === 'need' && board.need(call) !== '');
}

const tiles = (counts, chosen, choose) => html`<div class="tiles" role="group" aria-label=${t('live.states')}>
    ${['all', 'need', ...STATES].map(name => html`
        <button class="tile ${name} ${counts[name] ? '' : 'none'}" aria-pressed=${name === chosen}
            @click=${() => choose(name)}>
            <strong>${t('unit.count', { value: counts[name] })}</strong><span>${t(`state.${name}`)}</span>
        </button>`)}
</div>`;

/** One that runs, or has ended while somebody was at it; drawn again only when it has changed, or a second has gone. */
function row(board, { call, gone }) {
    const seconds = Math.floor((board.now - call.since) / 1000);
    const need = gone ? '' : board.need(call);
    const end = gone ? board.ended.find(each => each.id === call.id) : null;
    return html`<li class="call ${gone ? 'gone' : ''}" data-call=${call.id} data-state=${gone ? 'gone' : call.state}
        data-need=${need || nothing}>${guard(
        [call.changes, gone ? end?.sentence : seconds, need, gone, spoken(), call.id === listening()],
        () => html`
            <div class="which">
                <a href="/console/calls/${call.id}">${call.script || t('call.no-script')}</a>
                <p class="state">${icon(gone ? 'hangup' : ICONS[call.state])}
                    <span>${t(`state.${gone ? 'gone' : call.state}`)}</span></p>
            </div>
            <dl class="figures">
                ${figure('live.latency', call.latency >= 0 ? brief(call.latency) : '–', isSlow(call) ? 'slow' : '')}
                ${figure('live.mood', mood(call), need === 'angry' ? 'bad' : '')}
                ${figure('live.length', gone ? '–' : length(seconds * 1000), '')}
            </dl>
            ${gone ? html`<span></span>` : html`<div class="steer">${ear(call)}${steer(call)}</div>`}
            <div class="more-of-it">
                ${need ? html`<p class="need ${need}">${icon('warning')}
                    <span>${need === 'trouble' ? word('kind', call.trouble) : t(`need.${need}`)}</span></p>` : nothing}
                ${facts([call.caller, call.lead && t('live.lead', { lead: String(call.lead) }), call.campaign, call.line,
                    call.step])}
                ${call.tool ? html`<p class="tool">${icon('tool')}<bdi>${call.tool}</bdi></p>` : nothing}
            </div>
            ${gone ? html`<p class="words sentence">${end?.sentence ? why(end.sentence) : t('live.asking')}</p>`
                : html`<div class="words">${call.words.map(said)}</div>`}`,
    )}</li>`;
}

const facts = all => html`<span class="facts">${all.filter(Boolean).map(each => html`<bdi>${each}</bdi>`)}</span>`;

const figure = (name, value, sort) => html`<div class=${sort}><dt>${t(name)}</dt><dd>${value}</dd></div>`;

const mood = call => {
    if (!call.mood) {
        return '–';
    }
    const name = word('mood', call.mood.name);
    return call.mood.score === undefined ? name : t('live.scored', { name, score: percent(call.mood.score) });
};

const said = ({ side, text, now }) => html`<p class="${side} ${now ? 'now' : ''}">
    <span class="unseen">${t(`side.${side}`)}: </span><bdi dir="auto">${text}</bdi>
</p>`;

const endedRow = call => html`<li data-call=${call.id}>
    <p class="which"><a href="/console/calls/${call.id}">${call.script || t('call.no-script')}</a>
        <time datetime=${new Date(call.at).toISOString()}>${time(call.at)}</time></p>
    ${facts([call.caller, call.campaign, call.line])}
    <p class="sentence">${call.sentence ? why(call.sentence) : t('live.asking')}</p>
</li>`;

/** Asks why calls ended, one after the other, the newest first, until all that are shown say it. */
function sentencesOf(board, view) {
    let asks = false;
    const all = async () => {
        let call;
        while (view.isOpen && (call = board.ended.find(each => each.sentence === null))) {
            try {
                const { sentence, sentenceKey, sentenceArgs } = await ask(`/api/calls/${call.id}`, view.signal);
                call.sentence = { sentence, sentenceKey, sentenceArgs };
            } catch (problem) {
                call.sentence = problem.status === 404 ? { sentenceKey: 'why.not-kept' } : { sentence: problem.message };
            }
            view.changed();
        }
        asks = false;
    };
    return {
        want() {
            if (!asks) {
                asks = true;
                all();
            }
        },
    };
}
