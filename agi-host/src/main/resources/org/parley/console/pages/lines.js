/** Our agents at the dialer and their lines: how each is and why, and what an admin or a supervisor does with them. */
import { html, nothing } from '/lib/lit-html.js';
import { repeat } from '/lib/directives/repeat.js';
import { follow } from './again.js';
import { announce, announceProblem, reason } from './announce.js';
import { act, ask } from './api.js';
import { dialog, dialogEnd as end } from './dialog.js';
import { icon } from './icons.js';
import { head } from './router.js';
import { can } from './session.js';
import { moment, number, t, word } from './texts.js';
import { nothingYet } from './trouble.js';

const AGAIN_MS = 3000;
const STATES = { ACTIVE: 'good', PAUSED: 'warn' };
const LINES = { READY: 'warn', INCALL: 'good', QUEUE: 'good', PAUSED: 'warn', '-': 'warn' };
const ASKS = [
    { name: 'userStart', needed: true, max: 15, pattern: '[1-9][0-9]*' },
    { name: 'lines', needed: true, max: 4, pattern: '[1-9][0-9]*' },
    { name: 'extension', needed: true, max: 20 },
    { name: 'campaign', needed: true, max: 20 },
    { name: 'script', needed: true, max: 64 },
    { name: 'inGroups', needed: false, max: 200 },
    { name: 'serverIp', needed: false, max: 15 },
];

export async function open(view) {
    let found = { dialer: '', agents: [] };
    const again = await follow(view, AGAIN_MS, async () => {
        found = await ask('/api/lines', view.signal);
    });
    const change = async (agent, name) => {
        try {
            await act('POST', `/api/lines/${encodeURIComponent(agent.userStart)}/${name}`);
            announce(t(`lines.${name}.done`, { agent: agent.userStart }));
            await again();
        } catch (problem) {
            announceProblem(problem);
        }
    };
    const buttons = agent => html`<div class="actions" role="group" aria-label=${t('lines.acts', { agent: agent.userStart })}>
        ${agent.state === 'ACTIVE' && can('pauseLines') ? button(agent, 'pause', 'mute', () => change(agent, 'pause')) : nothing}
        ${agent.state === 'PAUSED' && can('resumeLines') ? button(agent, 'resume', 'play', () => change(agent, 'resume')) : nothing}
        ${can('removeLines') ? button(agent, 'remove', 'close', () => remove(agent, again)) : nothing}
    </div>`;
    view.show(() => html`
        ${head('lines', can('addLines') ? html`<button class="button strong" @click=${() => add(again)}>
            ${icon('add')}<span>${t('lines.add')}</span></button>` : nothing)}
        ${found.agents.length ? html`<div class="stack">
            ${repeat(found.agents, agent => agent.userStart, agent => card(agent, buttons(agent)))}
        </div>` : nothingYet(t('lines.none'))}`);
}

const button = (agent, name, sign, act) => html`<button class="button small ${name === 'remove' ? 'danger' : ''}"
    aria-label=${t('action.on', { action: t(`lines.${name}`), script: agent.userStart })}
    @click=${act}>${icon(sign)}<span>${t(`lines.${name}`)}</span></button>`;

const card = (agent, buttons) => html`<section class="card agent-card" data-agent=${agent.userStart}
    aria-label=${t('lines.agent', { agent: agent.userStart })}>
    <div class="card-head">
        <h2><bdi>${agent.userStart}</bdi></h2>
        <span class="chip ${STATES[agent.state] ?? ''}">${word('agent-state', agent.state)}</span>
        ${buttons}
    </div>
    ${agent.held ? html`<p class="held">${icon('warning')}<span>${t('lines.held')}
        <span lang="en" dir="auto">${agent.held}</span></span></p>` : nothing}
    <dl class="attributes">
        ${['script', 'campaign', 'inGroups', 'extension', 'serverIp'].filter(name => agent[name]).map(
            name => html`<div><dt>${t(`lines.${name}`)}</dt><dd><bdi>${agent[name]}</bdi></dd></div>`,
        )}
        ${['linesWanted', 'linesInForce', 'ready', 'busy', 'callsToday'].map(
            name => html`<div><dt>${t(`lines.${name}`)}</dt><dd>${number(agent[name])}</dd></div>`,
        )}
    </dl>
    <table class="table wide">
        <caption class="unseen">${t('lines.agent', { agent: agent.userStart })}</caption>
        <thead><tr>${['user', 'status', 'why', 'since', 'callsToday'].map(name => html`<th scope="col"
            class=${name === 'callsToday' ? 'figure' : ''}>${t(`lines.${name}`)}</th>`)}</tr></thead>
        <tbody>${agent.lines.map(line => html`<tr data-line=${line.user}>
            <th scope="row" data-name=${t('lines.user')}><bdi>${line.user}</bdi></th>
            <td data-name=${t('lines.status')}><span class="chip ${line.routable ? 'good' : LINES[line.status] ?? ''}">
                ${word('line-status', line.status === '-' ? 'none' : line.status)}</span></td>
            <td data-name=${t('lines.why')}><span lang="en" dir="auto">${line.reason || '–'}</span></td>
            <td data-name=${t('lines.since')}>${line.since ? html`<time datetime=${line.since}>${moment(line.since)}</time>` : '–'}</td>
            <td class="figure" data-name=${t('lines.callsToday')}>${number(line.callsToday)}</td>
        </tr>`)}</tbody>
    </table>
</section>`;

/** Asks whether an agent is to go, and has it go; with calls on its lines it goes when it is asked again. */
function remove(agent, again) {
    let refused = '';
    dialog((close, draw) => html`<form @submit=${async event => {
        event.preventDefault();
        try {
            const { removed, busy } = await act('DELETE', `/api/lines/${encodeURIComponent(agent.userStart)}`);
            if (removed) {
                announce(t('lines.remove.done', { agent: agent.userStart }));
                close();
            } else {
                refused = t('lines.remove.busy', { count: busy });
                draw();
            }
            await again();
        } catch (problem) {
            refused = reason(problem);
            draw();
        }
    }}>
        <h2 id="dialog-title">${t('action.on', { action: t('lines.remove'), script: agent.userStart })}</h2>
        <p>${t('lines.remove.about')}</p>
        <p class="refused" role="alert">${refused || nothing}</p>
        ${end(close, html`<button class="button danger">${t('lines.remove')}</button>`)}
    </form>`);
}

/** Asks what the agent is to be; what speaks against it is told before anything is done. */
function add(again) {
    let refused = '';
    let warned = null; // what the admin has been told, and may do all the same
    dialog((close, draw) => html`<form class="two" @input=${() => { warned = null; }} @submit=${async event => {
        event.preventDefault();
        const body = wish(new FormData(event.target));
        try {
            if (warned === null) {
                const plan = await act('POST', '/api/lines?plan=true', body);
                refused = plan.problems.join('\n');
                warned = refused ? null : plan;
                draw();
                return;
            }
            await act('POST', '/api/lines', body);
            announce(t('lines.add.done', { agent: body.userStart }));
            close();
            await again();
        } catch (problem) {
            refused = reason(problem);
            warned = null;
            draw();
        }
    }}>
        <h2 id="dialog-title">${t('lines.add')}</h2>
        <p>${t('lines.add.about')}</p>
        ${ASKS.map(field)}
        <label class="check"><input type="checkbox" name="active"><span>${t('lines.active')}</span></label>
        <p class="refused lines" role="alert" lang="en" dir="auto">${refused || nothing}</p>
        ${warned ? html`<div class="plan" role="status">
            <p>${warned.changes.length ? t('lines.plan') : t('lines.plan-none')}</p>
            <ul lang="en" dir="auto">${warned.changes.map(each => html`<li>${each}</li>`)}</ul>
            <ul class="warnings" lang="en" dir="auto">${warned.warnings.map(each => html`<li>${each}</li>`)}</ul>
        </div>` : nothing}
        ${end(close, html`<button class="button strong">${t(warned ? 'lines.add.go' : 'lines.add.plan')}</button>`)}
    </form>`);
}

const field = ({ name, needed, max, pattern }) => html`<label>${t(`lines.${name}`)}
    <input name=${name} ?required=${needed} maxlength=${max} pattern=${pattern ?? '.*'} autocomplete="off" dir="ltr"
        aria-describedby=${`about-${name}`}>
    <small id=${`about-${name}`}>${t(`lines.${name}.about`)}</small></label>`;

function wish(form) {
    const body = { active: form.get('active') === 'on' };
    for (const { name } of ASKS) {
        const value = form.get(name).trim();
        if (value) {
            body[name] = value;
        }
    }
    body.lines = Number(body.lines);
    body.inGroups = (body.inGroups ?? '').split(/[\s,]+/).filter(Boolean);
    return body;
}
