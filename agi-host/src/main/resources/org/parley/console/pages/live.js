/** The live board: the calls that run, with their words as they are spoken, and why those that ended lately did so. */
import { html, nothing } from '/lib/lit-html.js';
import { guard } from '/lib/directives/guard.js';
import { repeat } from '/lib/directives/repeat.js';
import { steer } from './actions.js';
import { announce, announceProblem } from './announce.js';
import { ask } from './api.js';
import { Board, fits, isSlow, STATES } from './board.js';
import { dispatchButton } from './dispatch.js';
import { icon } from './icons.js';
import { ear, listening } from './listen.js';
import { head } from './router.js';
import { Stream } from './stream.js';
import { brief, length, percent, spoken, t, time, word } from './texts.js';
import { nothingYet } from './trouble.js';

const PAST = 2000; // events
const ENDED = 25; // calls that ended before this page was opened
const ICONS = { agent: 'agent', caller: 'caller', quiet: 'quiet', hold: 'clock', transfer: 'transfer' };

export async function open(view) {
    const board = new Board();
    let line = 'begins';
    let chosen = 'all';
    let words = '';

    const sentences = sentencesOf(board, view);
    const lists = async () => {
        const running = await ask('/api/calls/live', view.signal);
        board.replace(running.calls);
        const { calls } = await ask(`/api/calls?limit=${ENDED}`, view.signal);
        for (const row of calls.filter(each => each.endedAt).reverse()) {
            const { id, script, campaign, line: user } = row;
            board.addEnded({
                id, script, campaign, line: user, caller: row.callerNumber, at: Date.parse(row.endedAt), sentence: null,
            });
        }
        sentences.want();
        view.changed();
        return running.last;
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
    const stream = new Stream({}, listener, Math.max(0, await lists() - PAST));
    view.onClose(() => stream.close());
    addEventListener('listenchange', () => view.changed(), { signal: view.signal });
    view.every(1000, () => view.changed()); // how long each call has been going

    const choose = name => {
        chosen = chosen === name ? 'all' : name;
        view.changed();
    };
    const search = event => {
        words = event.target.value;
        view.changed();
    };
    view.show(() => {
        const calls = board.calls.filter(call => isIn(chosen, call) && fits(call, words));
        const ended = board.ended.filter(call => fits(call, words));
        return html`
            ${head('live', html`<div class="beside">${dispatchButton()}
                <p class="line ${line}">${icon(line === 'down' ? 'warning' : 'pulse')}
                    <span>${t(`line.${line}`)}</span></p></div>`)}
            ${tiles(board.counts(), chosen, choose)}
            <label class="search">${icon('search')}<span class="unseen">${t('live.search')}</span>
                <input type="search" placeholder=${t('live.search')} @input=${search}></label>
            <div class="board">
                <section aria-labelledby="running">
                    <h2 id="running">${t('live.running', { count: calls.length })}</h2>
                    ${calls.length ? html`<ul class="calls">${repeat(calls, each => each.id, row)}</ul>`
                        : nothingYet(t(board.calls.length ? 'live.none-fits' : 'live.none'))}
                </section>
                <section aria-labelledby="ended">
                    <h2 id="ended">${t('live.ended')}</h2>
                    ${ended.length ? html`<ol class="ended">${repeat(ended, each => each.id, endedRow)}</ol>`
                        : nothingYet(t('live.none-ended'))}
                </section>
            </div>`;
    });
}

function isIn(chosen, call) {
    return chosen === 'all'
        || chosen === call.state
        || (chosen === 'slow' && isSlow(call))
        || (chosen === 'trouble' && call.trouble !== '');
}

const tiles = (counts, chosen, choose) => html`<div class="tiles" role="group" aria-label=${t('live.states')}>
    ${['all', ...STATES, 'slow', 'trouble'].map(name => html`
        <button class="tile ${name} ${counts[name] ? '' : 'none'}" aria-pressed=${name === chosen}
            @click=${() => choose(name)}>
            <strong>${t('unit.count', { value: counts[name] })}</strong><span>${t(`state.${name}`)}</span>
        </button>`)}
</div>`;

/** One that runs; drawn again only when it has changed, or a second has gone. */
function row(call) {
    const seconds = Math.floor((Date.now() - call.since) / 1000);
    return html`<li class="call" data-call=${call.id} data-state=${call.state}>${guard(
        [call.changes, seconds, spoken(), call.id === listening()],
        () => html`
            <div class="which">
                <a href="/console/calls/${call.id}">${call.script || t('call.no-script')}</a>
                <p class="state">${icon(ICONS[call.state])}<span>${t(`state.${call.state}`)}</span></p>
                ${facts([call.caller, call.campaign, call.line, call.step])}
            </div>
            <dl class="figures">
                ${figure('live.latency', call.latency >= 0 ? brief(call.latency) : '–', isSlow(call) ? 'slow' : '')}
                ${figure('live.mood', mood(call), '')}
                ${figure('live.length', length(seconds * 1000), '')}
            </dl>
            <div class="steer">${ear(call)}${steer(call)}</div>
            ${call.words.length ? html`<div class="words">${call.words.map(said)}</div>` : nothing}
            ${call.trouble ? html`<p class="trouble">${icon('warning')}${word('kind', call.trouble)}</p>` : nothing}
            ${call.tool ? html`<p class="tool">${icon('tool')}<bdi>${call.tool}</bdi></p>` : nothing}`,
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
    <p class="sentence" lang="en" dir="auto">${call.sentence ?? t('live.asking')}</p>
</li>`;

/** Asks why calls ended, one after the other, the newest first, until all that are shown say it. */
function sentencesOf(board, view) {
    let asks = false;
    const all = async () => {
        let call;
        while (view.isOpen && (call = board.ended.find(each => each.sentence === null))) {
            try {
                call.sentence = (await ask(`/api/calls/${call.id}`, view.signal)).sentence;
            } catch (problem) {
                call.sentence = problem.status === 404 ? t('call.not-kept') : problem.message;
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
