/** The caller to somebody else: who is there is asked, and what becomes of it is told as it goes. */
import { html, nothing } from '/lib/lit-html.js';
import { repeat } from '/lib/directives/repeat.js';
import { announce, reason } from './announce.js';
import { ask } from './api.js';
import { chooser, dialog, dialogEnd, progress } from './dialog.js';
import { keep, kept } from './kept.js';
import { order } from './orders.js';
import { can, user } from './session.js';
import { t, word } from './texts.js';

const ENDED = 'the call ended'; // as the host tells why an order came to nothing
const LOOK_MS = 4000;
const TELEPHONES = ['extension', 'number'];
const PATTERNS = { extension: '[0-9A-Za-z*#_+\\-]{1,40}', number: '\\+?[0-9]{2,20}' };
const SAY_MAX = 1000;
const WAIT_MAX = 120;

/** Asks where the caller is to go, or by which telephone he is taken over; `name` is transfer or takeover. */
export function reach(name, call) {
    const own = name === 'takeover' ? ownPhone() : null;
    const asked = {
        kind: own?.kind ?? '', people: null, trouble: null, refused: null, stages: null, failed: false, value: own?.value ?? '',
    };
    let timer = 0;
    const element = dialog((close, draw) => {
        asked.draw = draw;
        return asked.stages ? told(name, call, asked, close) : form(name, call, asked, close);
    });
    asked.isShown = () => element.isConnected;
    const look = async () => {
        try {
            asked.people = await ask('/api/people');
            asked.trouble = null;
        } catch (problem) {
            asked.trouble = problem;
        }
        if (element.isConnected && !asked.stages) {
            asked.draw();
        }
    };
    if (name === 'transfer' && can('people')) {
        look();
        timer = setInterval(() => asked.stages || document.hidden || look(), LOOK_MS);
    }
    element.addEventListener('close', () => clearInterval(timer));
}

/** The telephone by which he took a call over last, as this browser remembers it. */
function ownPhone() {
    const [kind, value] = (kept(`phone.${user().name}`) ?? '').split(' ');
    return TELEPHONES.includes(kind) ? { kind, value } : null;
}

function form(name, call, asked, close) {
    const { people, trouble, refused } = asked;
    const kinds = [
        ...(people?.inGroups.length ? ['inGroup'] : []),
        ...(people?.agents.length ? ['agent'] : []),
        ...TELEPHONES,
    ];
    const kind = asked.kind || kinds[0];
    const choose = wanted => {
        asked.kind = wanted;
        asked.value = '';
        asked.draw();
    };
    const submit = async event => {
        event.preventDefault();
        const data = new FormData(event.target);
        const body = { [kind]: data.get('target').trim() };
        for (const [field, read] of [['say', String], ['wait', Number]]) {
            if (data.get(field)) {
                body[field] = read(data.get(field));
            }
        }
        if (name === 'takeover') {
            keep(`phone.${user().name}`, `${kind} ${body[kind]}`);
        }
        asked.kind = kind;
        asked.value = body[kind];
        asked.refused = null;
        asked.stages = [];
        asked.failed = false;
        asked.draw();
        try {
            await order(call, name, body, (state, data) => stage(name, call, asked, state, data));
        } catch (problem) {
            asked.refused = problem;
            asked.stages = null;
            asked.draw();
        }
    };
    return html`<form @submit=${submit} @input=${() => { asked.kind = kind; }}>
        <h2 id="dialog-title">${t('action.on', { action: t(`action.${name}`), script: call.script })}</h2>
        <p>${t(`action.${name}.about`)}</p>
        ${chooser('kind', t(`reach.${name}`), kinds.map(each => [each, t(`reach.kind.${each}`)]), kind, choose)}
        ${target(kind, asked)}
        ${name === 'takeover' ? html`<p class="hint">${t('reach.remembered', { name: user().name })}</p>` : nothing}
        ${people && !people.whole ? html`<p class="hint">${t('reach.part')}</p>` : nothing}
        ${trouble ? html`<p class="hint">${t('reach.people-failed', { reason: reason(trouble) })}</p>` : nothing}
        ${TELEPHONES.includes(kind) ? nothing : html`<label>${t('reach.wait')}
            <input name="wait" type="number" min="1" max=${WAIT_MAX} dir="ltr"></label>`}
        <label>${t('reach.say')}<input name="say" maxlength=${SAY_MAX} autocomplete="off" dir="auto"></label>
        <p class="refused" role="alert">${refused ? reason(refused) : nothing}</p>
        ${dialogEnd(close, html`<button class="button strong">${t(`action.${name}`)}</button>`)}
    </form>`;
}

function target(kind, { people, value }) {
    const label = t(`reach.kind.${kind}`);
    if (TELEPHONES.includes(kind)) {
        return html`<label>${label}<input name="target" required pattern=${PATTERNS[kind]} .value=${value} autocomplete="off"
            dir="ltr" inputmode=${kind === 'number' ? 'tel' : nothing}></label>`;
    }
    const options = kind === 'inGroup'
        ? people.inGroups.map(each => ({ id: each.id, text: group(each), off: !each.open }))
        : people.agents.map(each => ({ id: each.user, text: agent(each), off: !each.direct }));
    return html`<label>${label}<select name="target" required>
        ${repeat(options, each => each.id, each => html`<option value=${each.id} ?disabled=${each.off}>${each.text}</option>`)}
    </select></label>`;
}

const called = (id, name) => (name && name !== id ? `${id} ${name}` : id);

function group({ id, name, open, present, free }) {
    const values = { name: called(id, name), count: free, present };
    return open ? t(present > 0 ? 'reach.free' : 'reach.nobody', values) : t('reach.closed', values);
}

function agent({ user: id, name, status, free, direct }) {
    const values = { name: called(id, name), status };
    return direct ? t(free ? 'reach.agent-free' : 'reach.agent-busy', values) : t('reach.agent-none', values);
}

/** One more of what has happened; told to everybody when the dialog is closed already. */
function stage(name, call, asked, state, data) {
    const next = happened(name, asked, state, data);
    asked.failed = state === 'failed' && next.kind === 'bad';
    asked.stages.push(next);
    if (asked.isShown()) {
        asked.draw();
    } else {
        announce(t('action.on', { action: call.script, script: next.text }), next.kind === 'bad' ? 'bad' : 'good');
    }
}

function happened(name, asked, state, data) {
    const values = { to: `${t(`reach.kind.${asked.kind}`)} ${asked.value}` };
    if (state === 'begun' || state === 'done') {
        return { kind: state === 'done' ? 'good' : '', text: t(`order.${state}.${name}`, values) };
    }
    if (state === 'ended' || data.reason === ENDED) {
        return { kind: 'over', text: t('order.ended') };
    }
    return state === 'failed'
        ? { kind: 'bad', text: t('order.failed', { reason: word('transfer-reason', data.reason) }) }
        : { kind: '', text: t(`order.${state}`) };
}

/** What has happened, in place of what was asked. */
function told(name, call, asked, close) {
    const again = () => {
        asked.stages = null;
        asked.draw();
    };
    return html`<div class="told">
        <h2 id="dialog-title">${t('action.on', { action: t(`action.${name}`), script: call.script })}</h2>
        ${progress(asked.stages)}
        <div class="dialog-end">
            ${asked.failed ? html`<button class="button" @click=${again}>${t('order.again')}</button>` : nothing}
            <button class="button strong" @click=${close}>${t('order.close')}</button>
        </div>
    </div>`;
}
