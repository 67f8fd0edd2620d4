/** One call: why it ended in one sentence, all of it on one axis of time, to hear and to read. */
import { html, nothing } from '/lib/lit-html.js';
import { ref } from '/lib/directives/ref.js';
import { repeat } from '/lib/directives/repeat.js';
import { actions } from './actions.js';
import { announceProblem } from './announce.js';
import { ask } from './api.js';
import { icon } from './icons.js';
import { ear } from './listen.js';
import { details, DIALER, gist, Story, WORTH } from './story.js';
import { said, told as saidOf, why } from './said.js';
import { nameStatuses, statusWords } from './statuses.js';
import { Stream } from './stream.js';
import { brief, length, moment, number, t, word } from './texts.js';
import { Timeline } from './timeline.js';
import { nothingYet } from './trouble.js';

const STORED_MS = 700; // after its end a call is written down
const POINTS = 900;

export async function open(view, { id }) {
    const path = `/api/calls/${encodeURIComponent(id)}`;
    let story = new Story(await ask(path, view.signal));
    let waveform = null;
    let timeline = null;
    let audio = null;

    const redraw = () => {
        timeline?.show(story, waveform);
        view.changed();
    };
    const load = async () => {
        try {
            story = new Story(await ask(path, view.signal));
            if (story.recording.there) {
                waveform = await ask(`${path}/waveform?points=${POINTS}`, view.signal);
            }
            redraw();
        } catch (problem) {
            if (view.isOpen) {
                announceProblem(problem);
            }
        }
    };
    const seek = at => {
        if (audio) {
            audio.currentTime = Math.max(0, (at - story.soundFrom) / 1000);
            audio.play().catch(() => {}); // a browser may want a click on the player first
        }
    };
    const chart = async canvas => {
        if (canvas && !timeline) {
            timeline = await Timeline.in(canvas, seek);
            redraw();
        }
    };
    const hear = element => {
        if (element && element !== audio) {
            audio = element;
            audio.addEventListener('timeupdate', () => timeline?.hear(audio.currentTime * 1000 + story.soundFrom));
        }
    };
    view.onClose(() => timeline?.close());
    const colours = matchMedia('(prefers-color-scheme: dark)');
    addEventListener('listenchange', () => view.changed(), { signal: view.signal });
    addEventListener('themechange', redraw, { signal: view.signal });
    colours.addEventListener('change', redraw, { signal: view.signal });

    nameStatuses(view);
    view.show(() => page(story, { path, waveform, seek, chart, hear }));
    view.onTexts = redraw;
    if (story.isRunning) {
        const stream = new Stream({ call: id }, {
            event: event => {
                if (event.type === 'call_ended') {
                    stream.close();
                    setTimeout(load, STORED_MS);
                } else {
                    story.take(event);
                    timeline?.show(story, waveform);
                }
                view.changed();
            },
            up: load,
            gap: load,
            down: () => {},
        });
        view.onClose(() => stream.close());
        view.every(1000, () => story.isRunning && redraw());
    } else {
        await load();
    }
}

const STATES = { RUNNING: 'good', DONE: '', TRANSFERRED: '', FAILED: 'bad', DIED: 'bad' };

const page = (story, { path, waveform, seek, chart, hear }) => {
    const { call } = story;
    const facts = [
        moment(call.startedAt), length(story.length), call.campaign, call.line,
        call.extension && t('call.at', { extension: call.extension }),
        call.scriptVersion && t('call.version', { version: call.scriptVersion }),
    ];
    return html`
        <p class="back"><a href="/console/calls">${t('page.calls')}</a></p>
        <div class="page-head">
            <div>
                <h1><bdi>${call.script || t('call.no-script')}</bdi>
                    ${call.callerNumber ? html`<bdi class="number">${call.callerNumber}</bdi>` : nothing}</h1>
                <p class="chips">
                    <span class="chip ${STATES[call.state]}">${word('call-state', call.state)}</span>
                    ${call.channel?.startsWith('Trial/') ? html`<span class="chip warn">${t('call.trial')}</span>` : nothing}
                    ${call.disposition ? html`<span class="chip">${statusWords(call.disposition, call.campaign)}</span>`
                        : nothing}
                    <span class="facts">${facts.filter(Boolean).map(each => html`<bdi>${each}</bdi>`)}</span>
                </p>
            </div>
            ${story.isRunning
                ? html`<div class="steer">${ear(call)}${actions({ ...call, muted: story.isMuted })}</div>` : nothing}
        </div>
        <p class="why card">${why(story)}</p>
        <section class="card" aria-labelledby="time">
            <h2 id="time">${t('call.time')}</h2>
            <div class="chart ${waveform ? '' : 'low'}" dir="ltr"><canvas role="img" aria-label=${t('call.chart', {
                turns: story.turns.length, barges: story.bargeIns.length, tools: story.tools.length,
            })} ${ref(chart)}></canvas></div>
            ${story.recording.there
                ? html`<audio controls preload="metadata" aria-label=${t('call.recording')} src="${path}/recording"
                    ${ref(hear)}></audio>`
                : html`<p class="quiet">${story.isRunning ? t('call.recording-later') : said(story.recording.why)}</p>`}
        </section>
        <div class="two">
            <section class="card" aria-labelledby="said">
                <h2 id="said">${t('call.said')}</h2>
                ${story.told.length || story.saying
                    ? html`<ol class="talk">${repeat(story.told, keyOf, each => told(each, story, seek))}
                        ${story.saying ? saying(story.saying) : nothing}</ol>`
                    : nothingYet(t('call.silent'))}
            </section>
            <div class="stack">
                ${measures(story)}
                ${dialer(story)}
            </div>
        </div>
        ${everything(story)}`;
};

const keyOf = ({ at, turn, event }) => `${at} ${turn ? turn.side : event.kind}`;

/** When it was; a button that plays from there, when there is a recording. */
const at = (ms, story, seek) => (story.recording.there
    ? html`<button class="at" aria-label=${t('call.hear-from', { time: length(ms) })} @click=${() => seek(ms)}>
        ${icon('play')}${length(ms)}</button>`
    : html`<span class="at">${length(ms)}</span>`);

function told({ at: ms, turn, event }, story, seek) {
    if (event) {
        return html`<li class="mark ${WORTH[event.kind]}">${at(ms, story, seek)}
            <p><strong>${word('kind', event.kind)}</strong> ${small(gist(event))}</p></li>`;
    }
    const side = turn.side.toLowerCase();
    return html`<li class="turn ${side}">${at(ms, story, seek)}
        <div>
            <p class="side">${icon(side)}${t(`side.${side}`)}
                ${turn.latencyMs >= 0 && turn.latencyMs !== null
                    ? html`<span class="chip ${turn.latencyMs >= 1500 ? 'warn' : ''}">${icon('clock')}${t('call.after', {
                        time: brief(turn.latencyMs),
                    })}</span>` : nothing}
                ${turn.interrupted ? html`<span class="chip warn">${t('call.interrupted')}</span>` : nothing}</p>
            <p class="text" dir="auto">${turn.text}</p>
        </div></li>`;
}

const saying = ({ side, text }) => html`<li class="turn now ${side.toLowerCase()}">
    <span class="at">${t('call.now')}</span>
    <div><p class="side">${icon(side.toLowerCase())}${t(`side.${side.toLowerCase()}`)}</p>
        <p class="text" dir="auto">${text}</p></div></li>`;

const small = all => html`<span class="details">${all.map(
    ([name, value]) => html`<span>${name ? html`<code>${name}</code> ` : nothing}${saidOf(value)}</span>`,
)}</span>`;

const fact = (name, value) => (value === null || value === '' ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`);

function measures(story) {
    const { answers, call, cost, usage } = story;
    return html`<section class="card" aria-labelledby="measures">
        <h2 id="measures">${t('call.measures')}</h2>
        <dl class="pairs">
            ${fact(t('call.first-audio'), call.firstAudioMs === null ? '' : brief(call.firstAudioMs))}
            ${fact(t('call.answers'), answers ? t('call.middle-worst', {
                middle: brief(answers.middle), worst: brief(answers.worst),
            }) : '')}
            ${fact(t('timeline.barge-ins'), number(story.bargeIns.length))}
            ${fact(t('timeline.tools'), number(story.tools.length))}
            ${fact(t('call.cost'), cost === null ? '' : number(cost))}
            ${usage.map(each => fact(html`<bdi>${each.provider}</bdi>`, html`${number(each.amount)}
                <bdi>${each.unit.toLowerCase()}</bdi>`))}
        </dl>
    </section>`;
}

function dialer(story) {
    const rows = story.events.filter(each => DIALER.includes(each.kind));
    const { call } = story;
    return html`<section class="card" aria-labelledby="dialer">
        <h2 id="dialer">${t('call.dialer')}</h2>
        <dl class="pairs">
            ${fact(t('call.status'), call.disposition && statusWords(call.disposition, call.campaign))}
            ${fact(t('call.comment'), call.dispositionComment && html`<bdi dir="auto">${call.dispositionComment}</bdi>`)}
            ${fact(t('call.code'), call.callCode && html`<code>${call.callCode}</code>`)}
            ${fact(t('call.lead'), call.leadId > 0 ? html`<code>${call.leadId}</code>` : '')}
        </dl>
        ${rows.length ? html`<ul class="rows">${rows.map(each => html`<li>
            <strong>${word('kind', each.kind)}</strong> ${small(gist(each))}</li>`)}</ul>`
            : call.disposition ? nothing : html`<p class="quiet">${t('call.dialer-none')}</p>`}
    </section>`;
}

const everything = story => html`<details class="card flush all">
    <summary>${t('call.everything', { count: story.events.length })}</summary>
    <div class="scrolls" tabindex="0" role="region" aria-label=${t('call.everything', { count: story.events.length })}>
        <table class="table">
            <thead><tr><th scope="col">${t('call.when')}</th><th scope="col">${t('call.what')}</th>
                <th scope="col">${t('call.details')}</th></tr></thead>
            <tbody>${story.events.map(each => html`<tr>
                <td class="figure">${length(each.atMs)}</td><td><code>${each.kind}</code></td><td>${small(details(each))}</td>
            </tr>`)}</tbody>
        </table>
    </div>
</details>`;
