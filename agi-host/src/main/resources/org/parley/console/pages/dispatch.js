/** An agent for a call that nobody has routed to him: asked for in a dialog, and followed until they talk. */
import { html, nothing } from '/lib/lit-html.js';
import { reason } from './announce.js';
import { act, ask } from './api.js';
import { chooser, dialog, dialogEnd, progress } from './dialog.js';
import { icon } from './icons.js';
import { can } from './session.js';
import { t, time } from './texts.js';

const LOOK_MS = 500;
const KINDS = ['number', 'extension', 'channel', 'web'];
const FORMS = {
    number: '\\+?[0-9]{2,20}',
    extension: '[0-9A-Za-z*#_+\\-]{1,40}',
    channel: '[0-9A-Za-z\\/@*#_+.;:\\-]{3,100}',
};
const RINGS = ['number', 'extension'];

/** The button for it; nothing for somebody who may not. */
export const dispatchButton = () => (can('dispatch')
    ? html`<button class="button strong" @click=${begin}>${icon('dial')}<span>${t('dispatch.open')}</span></button>`
    : nothing);

function begin() {
    const asked = { scripts: [], kind: 'number', refused: null, job: null, page: null, stages: [] };
    let timer = 0;
    const element = dialog((close, draw) => {
        asked.draw = draw;
        return asked.job ? told(asked, close) : form(asked, event => submit(event), close);
    });
    element.addEventListener('close', () => clearTimeout(timer));
    ask('/api/scripts').then(({ scripts }) => {
        asked.scripts = scripts.filter(each => each.state === 'live').map(each => each.name);
    }).catch(problem => { asked.refused = problem; }).finally(() => asked.draw());

    const submit = async event => {
        event.preventDefault();
        const data = new FormData(event.target);
        const body = { script: data.get('script') };
        body[asked.kind] = asked.kind === 'web' ? true : data.get('target').trim();
        if (data.get('callerId')) {
            body.callerId = data.get('callerId').trim();
        }
        try {
            const answer = await act('POST', '/api/dispatch', body);
            asked.page = answer.page ? { address: new URL(answer.page, location.href).href, expires: answer.expires } : null;
            asked.job = { job: answer.job, state: '' };
            follow();
        } catch (problem) {
            asked.refused = problem;
        }
        asked.draw();
    };
    const follow = async () => {
        try {
            const job = await ask(`/api/dispatch/${asked.job.job}`);
            asked.refused = null;
            if (job.state !== asked.job.state) {
                asked.stages.push(stage(job));
                asked.job = job;
            }
        } catch (problem) {
            asked.refused = problem;
        }
        if (element.isConnected) {
            asked.draw();
            if (asked.job.state !== 'joined' && asked.job.state !== 'failed') {
                timer = setTimeout(follow, LOOK_MS);
            }
        }
    };
}

const stage = ({ state, reason: why, script, target }) => ({
    kind: { joined: 'good', failed: 'bad' }[state] ?? '',
    text: t(`dispatch.state.${state}`, { script, target }),
    why,
});

const form = (asked, submit, close) => html`<form @submit=${submit}>
    <h2 id="dialog-title">${t('dispatch.open')}</h2>
    <p>${t('dispatch.about')}</p>
    <label>${t('dispatch.script')}<select name="script" required>
        ${asked.scripts.map(name => html`<option value=${name}>${name}</option>`)}</select></label>
    ${chooser('kind', t('dispatch.whom'), KINDS.map(each => [each, t(`dispatch.kind.${each}`)]), asked.kind, kind => {
        asked.kind = kind;
        asked.draw();
    })}
    ${asked.kind === 'web' ? html`<p class="hint">${t('dispatch.web.about')}</p>`
        : html`<label>${t(`dispatch.kind.${asked.kind}`)}
            <input name="target" required pattern=${FORMS[asked.kind]} autocomplete="off" dir="ltr"
                inputmode=${asked.kind === 'number' ? 'tel' : 'text'}></label>`}
    ${RINGS.includes(asked.kind) ? html`<label>${t('dispatch.caller-id')}
        <input name="callerId" pattern="\\+?[0-9]{0,20}" autocomplete="off" dir="ltr" inputmode="tel"></label>` : nothing}
    <p class="refused" role="alert">${asked.refused ? reason(asked.refused) : nothing}</p>
    ${dialogEnd(close, html`<button class="button strong">${t(asked.kind === 'web' ? 'dispatch.invite' : 'dispatch.go')}
        </button>`)}
</form>`;

/** How far he has come. */
function told({ job, page, stages, refused }, close) {
    return html`<div class="told">
        <h2 id="dialog-title">${t('dispatch.open')}</h2>
        ${page && job.call === '' ? html`<label>${t('dispatch.link', { time: time(page.expires) })}
            <input readonly .value=${page.address} dir="ltr" @focus=${event => event.target.select()}></label>
            <p><a href=${page.address} target="_blank" rel="noopener">${t('dispatch.link-here')}</a></p>` : nothing}
        ${progress(stages)}
        <p class="refused" role="alert">${refused ? reason(refused) : nothing}</p>
        <div class="dialog-end">
            ${job.call ? html`<a class="button" href="/console/calls/${job.call}" @click=${close}>${t('dispatch.to-call')}</a>`
                : nothing}
            <button class="button strong" @click=${close}>${t('order.close')}</button>
        </div>
    </div>`;
}
