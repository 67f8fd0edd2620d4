/** Our lines at the dialer on the board: how many are in each state, and on demand which those are and why. */
import { html, nothing } from '/lib/lit-html.js';
import { ask } from './api.js';
import { icon } from './icons.js';
import { said } from './said.js';
import { can } from './session.js';
import { moment, t, word } from './texts.js';

const AGAIN_MS = 5000;
const NONE_MS = 60_000; // a host without a dialer is asked seldom
const ORDER = ['INCALL', 'QUEUE', 'READY', 'PAUSED', '-'];
const SIGNS = { INCALL: 'good', QUEUE: 'good', READY: 'good', PAUSED: 'warn', '-': 'warn' };

const named = status => word('line-status', status === '-' ? 'none' : status);

export class LineStates {
    #view;
    #agents = [];
    #shown = '';
    #wait = 0;

    constructor(view) {
        this.#view = view;
    }

    /** Asks for them now, and again every so often. */
    async follow() {
        if (!can('lines')) {
            return;
        }
        await this.#load();
        this.#view.every(AGAIN_MS, () => document.hidden || performance.now() < this.#wait || this.#load());
    }

    async #load() {
        try {
            this.#agents = (await ask('/api/lines', this.#view.signal)).agents;
        } catch (problem) {
            if (problem.name === 'AbortError') {
                return;
            }
            this.#agents = []; // without a dialer there are none
            this.#wait = performance.now() + NONE_MS;
        }
        this.#view.changed();
    }

    /** The agents, by the user of their first line. */
    get agents() {
        return this.#agents.map(agent => agent.userStart);
    }

    /** The users of that agent's lines. */
    linesOf(userStart) {
        const agent = this.#agents.find(each => each.userStart === userStart);
        return agent ? agent.lines.map(line => line.user) : [];
    }

    template() {
        const lines = this.#agents.flatMap(agent => agent.lines.map(line => ({ ...line, agent: agent.userStart })));
        if (lines.length === 0) {
            return nothing;
        }
        const states = [...new Set([...ORDER, ...lines.map(line => line.status)])]
            .map(status => ({ status, lines: lines.filter(line => line.status === status) }))
            .filter(each => each.lines.length);
        const shown = states.find(each => each.status === this.#shown);
        return html`<section class="line-states" aria-labelledby="line-states">
            <h2 id="line-states">${t('live.lines')}</h2>
            <div class="actions">${states.map(each => this.#button(each))}
                <a href="/console/lines">${t('live.all-lines')}</a></div>
            ${shown ? html`<ul id="lines-shown" aria-label=${named(shown.status)} tabindex="0">
                ${shown.lines.map(line => html`<li data-line=${line.user}>
                    <bdi class="user">${line.user}</bdi>
                    <span class="reason">${line.reason ? said(line.reason) : '–'}</span>
                    ${line.since ? html`<time datetime=${line.since}>${moment(line.since)}</time>` : nothing}</li>`)}
            </ul>` : nothing}
        </section>`;
    }

    #button({ status, lines }) {
        const open = status === this.#shown;
        return html`<button class="chip ${SIGNS[status] ?? ''}" aria-expanded=${open} aria-controls=${open ? 'lines-shown' : nothing}
            data-status=${status} @click=${() => {
                this.#shown = open ? '' : status;
                this.#view.changed();
            }}>${icon('lines')}<span>${t('live.lines-in', { state: named(status), count: lines.length })}</span></button>`;
    }
}
