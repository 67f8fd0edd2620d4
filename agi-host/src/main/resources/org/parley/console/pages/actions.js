/** Stepping into a call: buttons for what this host can do and the one who looks may have it do. */
import { html, nothing } from '/lib/lit-html.js';
import { announce, reason } from './announce.js';
import { act } from './api.js';
import { dialog, dialogEnd } from './dialog.js';
import { icon } from './icons.js';
import { reach } from './reach.js';
import { can } from './session.js';
import { t } from './texts.js';

/**
 * What can be done, by the name of its operation in the host's OpenAPI document. `asks`: what must be told with it,
 * by name in the request; `sure`: it cannot be undone, so it is asked whether that is wanted; `begin`: it asks in a
 * dialog of its own.
 */
const ACTIONS = [
    { name: 'say', operation: 'say', asks: { text: { max: 1000 }, now: { flag: true } } },
    { name: 'whisper', operation: 'whisper', asks: { text: { max: 1000 } } },
    { name: 'mute', operation: 'mute', when: call => !call.muted },
    { name: 'unmute', operation: 'unmute', when: call => call.muted },
    { name: 'transfer', operation: 'transfer', begin: reach },
    { name: 'takeover', operation: 'takeOver', begin: reach },
    { name: 'hangup', operation: 'hangUp', sure: true },
];

const possible = call => ACTIONS.filter(each => can(each.operation) && (each.when?.(call) ?? true));

const button = (action, call) => html`<button class="button small ${action.sure ? 'danger' : ''}"
    aria-label=${t('action.on', { action: t(`action.${action.name}`), script: call.script })}
    @click=${() => begin(action, call)}>${icon(action.name)}<span>${t(`action.${action.name}`)}</span></button>`;

/** All that can be done with a call that runs, as buttons; nothing for somebody who may do nothing. */
export const actions = call => {
    const all = possible(call);
    return all.length === 0 ? nothing : html`<div class="actions" role="group" aria-label=${t('action.all')}>
        ${all.map(each => button(each, call))}
    </div>`;
};

/** The same for a place with little room: hanging up, and the others behind one button. */
export const steer = call => {
    const all = possible(call);
    const others = all.filter(each => each.name !== 'hangup');
    return all.length === 0 ? nothing : html`<div class="actions">
        ${others.length ? html`<button class="button small" @click=${() => choose(others, call)}
            aria-label=${t('action.on', { action: t('action.more'), script: call.script })}>
            ${icon('takeover')}<span>${t('action.more')}</span></button>` : nothing}
        ${all.filter(each => each.name === 'hangup').map(each => button(each, call))}
    </div>`;
};

function choose(all, call) {
    const one = (action, close) => html`<button class="button" @click=${() => {
        close();
        begin(action, call);
    }}>${icon(action.name)}<span>${t(`action.${action.name}`)}</span></button>`;
    dialog(close => html`
        <h2 id="dialog-title">${t('action.on', { action: t('action.all'), script: call.script })}</h2>
        <div class="choices">${all.map(each => one(each, close))}</div>
        <div class="dialog-end"><button class="button" @click=${close}>${t('action.cancel')}</button></div>`);
}

function begin(action, call) {
    if (action.begin) {
        action.begin(action.name, call);
    } else if (action.asks || action.sure) {
        form(action, call);
    } else {
        run(action, call, undefined).catch(problem => announce(reason(problem), 'bad'));
    }
}

async function run(action, call, body) {
    await act('POST', `/api/calls/${encodeURIComponent(call.id)}/${action.name}`, body);
    announce(t(`action.${action.name}.done`, { script: call.script }));
}

/** Asks what must be told with it, or whether it is wanted. */
function form(action, call) {
    let refused = null;
    const field = ([name, { flag, max }]) => (flag
        ? html`<label class="check"><input type="checkbox" name=${name}>
            <span>${t(`action.${action.name}.${name}`)}</span></label>`
        : html`<label>${t(`action.${action.name}.${name}`)}
            <textarea name=${name} required maxlength=${max} rows="3" dir="auto"></textarea></label>`);
    const given = target => {
        const data = new FormData(target);
        return Object.fromEntries(Object.entries(action.asks).map(
            ([name, { flag }]) => [name, flag ? data.has(name) : data.get(name)],
        ));
    };
    dialog((close, draw) => html`
        <form @submit=${async event => {
            event.preventDefault();
            const body = action.asks ? given(event.target) : undefined;
            try {
                await run(action, call, body);
                close();
            } catch (problem) {
                refused = problem;
                draw();
            }
        }}>
            <h2 id="dialog-title">${t('action.on', { action: t(`action.${action.name}`), script: call.script })}</h2>
            <p>${t(`action.${action.name}.about`)}</p>
            ${Object.entries(action.asks ?? {}).map(field)}
            <p class="refused" role="alert">${refused ? reason(refused) : nothing}</p>
            ${dialogEnd(close, html`<button class="button ${action.sure ? 'danger' : 'strong'}">
                ${t(`action.${action.name}`)}</button>`)}
        </form>`);
}
