/** Stepping into a call: buttons for what this host can do and the one who looks may have it do. */
import { html, nothing, render } from '/lib/lit-html.js';
import { announce, reason } from './announce.js';
import { act } from './api.js';
import { icon } from './icons.js';
import { can } from './session.js';
import { t } from './texts.js';

/**
 * What can be done, by the name of its operation in the host's OpenAPI document. `asks`: what must be told with it,
 * by name in the request; `sure`: it cannot be undone, so it is asked whether that is wanted.
 */
const ACTIONS = [
    { name: 'say', operation: 'say', asks: { text: { long: true, max: 1000 } } },
    { name: 'whisper', operation: 'whisper', asks: { text: { long: true, max: 1000 } } },
    { name: 'mute', operation: 'mute', when: call => !call.muted },
    { name: 'unmute', operation: 'unmute', when: call => call.muted },
    { name: 'transfer', operation: 'transfer', asks: { extension: { max: 40 } } },
    { name: 'takeover', operation: 'takeOver', asks: { extension: { max: 40 } } },
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

/** A dialog with that in it; `close` ends it. Its heading has the id `dialog-title`. */
export function dialog(template) {
    const element = document.createElement('dialog');
    element.setAttribute('aria-labelledby', 'dialog-title');
    const close = () => element.close();
    element.addEventListener('close', () => element.remove());
    document.body.append(element);
    const draw = () => render(template(close, draw), element);
    draw();
    element.showModal();
    return element;
}

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
    if (action.asks || action.sure) {
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
    const field = ([name, { long, max }]) => html`<label>${t(`action.${action.name}.${name}`)}
        ${long ? html`<textarea name=${name} required maxlength=${max} rows="3" dir="auto"></textarea>`
            : html`<input name=${name} required maxlength=${max} autocomplete="off" dir="ltr">`}</label>`;
    dialog((close, draw) => html`
        <form @submit=${async event => {
            event.preventDefault();
            const body = action.asks ? Object.fromEntries(new FormData(event.target)) : undefined;
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
            <div class="dialog-end">
                <button type="button" class="button" @click=${close}>${t('action.cancel')}</button>
                <button class="button ${action.sure ? 'danger' : 'strong'}">${t(`action.${action.name}`)}</button>
            </div>
        </form>`);
}
