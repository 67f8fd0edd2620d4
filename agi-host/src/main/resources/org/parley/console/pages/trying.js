/** Trying a script: by one's own microphone, with the modules of the page for visitors, or as text. */
import { html, nothing } from '/lib/lit-html.js';
import { Visit } from '/talk/visit.js';
import { dialog } from './dialog.js';
import { reason } from './announce.js';
import { act } from './api.js';
import { icon } from './icons.js';
import { spoken, t } from './texts.js';

const KEYS = /^[0-9*#]$/;
const METER_MS = 100;

const path = name => `/api/scripts/${encodeURIComponent(name)}`;

/** What the page for visitors says, which is what such a call says here. */
async function words() {
    return (await fetch(`/talk/${spoken()}.json`)).json();
}

const said = (who, text, talk) => html`<p class=${who === 'agent' ? 'agent' : 'visitor'}>
    <span class="speaker">${who === 'agent' ? talk.agent : talk.you}</span>
    <span dir="auto">${text}</span></p>`;

const title = (name, isDraft) => html`<h2 id="dialog-title">${isDraft ? t('try.draft', { script: name }) : t('try.live', { script: name })}</h2>`;

const log = (lines, talk) => html`<div class="said" role="log" aria-label=${talk.captions} tabindex="0">
    ${lines.map(({ who, text }) => said(who, text, talk))}</div>`;

function toTheEnd(element) {
    const last = element.querySelector('.said');
    last.scrollTop = last.scrollHeight;
}

/** Calls it from this page; to be called from what somebody does. */
export function tryByVoice(name, isDraft) {
    const visit = new Visit();
    let talk = {};
    let lines = [];
    let state = 'connecting';
    let hint = '';
    let isClosed = false;
    let redraw = () => {};
    const begin = () => {
        lines = [];
        visit.begin(act('POST', `${path(name)}/try-call`, { draft: isDraft }).then(({ token }) => token));
    };
    visit.addEventListener('state', ({ detail }) => {
        ({ state } = detail);
        if (isClosed) {
            visit.hangUp(); // he has closed it before the call had begun
        }
        if (state === 'error') {
            const { failure } = detail;
            hint = talk[`sound.${failure.reason}`] ?? reason(failure);
        } else {
            hint = state === 'ended' ? talk[`end.${detail.reason}`] ?? detail.text : talk[`${state}.hint`] ?? '';
        }
        redraw();
    });
    visit.addEventListener('caption', ({ detail }) => {
        lines = [...lines, detail];
        redraw();
        toTheEnd(element);
    });
    const isOver = () => state === 'ended' || state === 'error';
    const element = dialog((close, draw) => {
        redraw = draw;
        return html`
            ${title(name, isDraft)}
            <p>${t('try.about')}</p>
            <p class="try-state" data-state=${state} role="status"><strong>${talk[state] ?? nothing}</strong> <span dir="auto">${hint}</span></p>
            <label class="meter" ?hidden=${isOver()}>${talk.level ?? nothing}<meter min="0" max="1"></meter></label>
            ${log(lines, talk)}
            <div class="dialog-end">
                <button type="button" class="button" @click=${close}>${t('script.close')}</button>
                ${isOver() ? html`<button type="button" class="button strong" @click=${begin}>${talk.again}</button>`
                    : html`<button type="button" class="button danger" @click=${() => visit.hangUp()}>${talk.stop}</button>`}
            </div>`;
    });
    element.classList.add('trying');
    element.addEventListener('keydown', event => {
        if (visit.isCalling && KEYS.test(event.key)) {
            visit.press(event.key);
        }
    });
    const timer = setInterval(() => {
        element.querySelector('meter').value = visit.takeLoudest();
    }, METER_MS);
    element.addEventListener('close', () => {
        clearInterval(timer);
        isClosed = true;
        visit.hangUp();
    });
    words().then(found => {
        talk = found;
        redraw();
    });
    begin();
}

const came = (name, value) => (value ? html`<div><dt>${name}</dt><dd dir="auto">${value}</dd></div>` : nothing);

/** Talks with it as text: each line goes with all before it, and the script begins anew. */
export async function tryAsText(name, isDraft) {
    const talk = await words();
    let says = [];
    let outcome = null;
    let refused = '';
    const element = dialog((close, draw) => {
        const say = async wanted => {
            try {
                outcome = await act('POST', `${path(name)}/try`, { draft: isDraft, says: wanted });
                says = wanted;
                refused = '';
            } catch (problem) {
                refused = reason(problem);
            }
            draw();
            toTheEnd(element);
        };
        if (outcome === null && !refused) {
            queueMicrotask(() => outcome === null && say([]));
        }
        return html`
            ${title(name, isDraft)}
            <p>${t('try.text.about')}</p>
            ${log(outcome?.lines ?? [], talk)}
            ${outcome && !outcome.waiting ? html`<dl class="pairs" data-ended=${outcome.endedBy}>
                ${came(t('try.status'), [outcome.status, outcome.comment].filter(Boolean).join(' '))}
                ${came(t('try.transfer'), outcome.transfer)}
                ${came(t('try.detail'), outcome.detail)}</dl>` : nothing}
            <p class="refused" role="alert" lang="en" dir="auto">${refused || nothing}</p>
            <form @submit=${event => {
                event.preventDefault();
                const field = event.target.elements.line;
                const line = field.value;
                field.value = '';
                say([...says, line]);
            }}>
                <label>${t('try.line')}<input name="line" maxlength="200" dir="auto" autocomplete="off"
                    ?disabled=${outcome !== null && !outcome.waiting}></label>
                <div class="dialog-end">
                    <button type="button" class="button" @click=${close}>${t('script.close')}</button>
                    <button type="button" class="button" @click=${() => say([])}>${t('try.again')}</button>
                    <button class="button strong" ?disabled=${outcome !== null && !outcome.waiting}>${icon('say')}<span>${t('try.say')}</span></button>
                </div>
            </form>`;
    });
    element.classList.add('trying');
}
