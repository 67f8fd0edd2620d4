// The page from which a visitor calls: one button, what goes on now, and what is said.
//
// /talk?script=NAME calls an open script, /talk?token=TOKEN with a token that the site's server has asked for. ?lang=
// is the page's language, en or ar; ?language= that of the call.

import { Visit } from './visit.js';

const KEYS = /^[0-9*#]$/;
const METER_MS = 100;

const query = new URLSearchParams(location.search);
const $ = (id) => document.getElementById(id);

const visit = new Visit();

let texts = {};
let token = query.get('token');
let beganAt = 0; // when the button was pressed

async function words() {
    const wanted = query.get('lang') ?? navigator.language;
    const language = wanted.startsWith('ar') ? 'ar' : 'en';
    texts = await (await fetch(new URL(`${language}.json`, import.meta.url))).json();
    document.documentElement.lang = language;
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
    document.title = texts.title;
    $('title').textContent = texts.title;
    $('captions-title').textContent = texts.captions;
    $('mine-label').textContent = texts.level;
}

/** Shows what goes on now. */
function show(state, hint = texts[`${state}.hint`] ?? '') {
    $('stage').dataset.state = state;
    $('state').textContent = texts[state];
    $('hint').textContent = hint;
    const live = visit.isCalling || state === 'connecting';
    const button = $('call');
    button.textContent = live ? texts.stop : texts[state === 'idle' ? 'begin' : 'again'];
    button.dataset.does = live ? 'stop' : 'begin';
    button.disabled = state === 'connecting' && !visit.isCalling;
    $('levels').hidden = !visit.isCalling;
}

function caption({ who, text }) {
    const line = document.createElement('p');
    line.className = who;
    const name = document.createElement('span');
    name.className = 'who';
    name.textContent = who === 'agent' ? texts.agent : texts.you;
    const said = document.createElement('span');
    said.className = 'words';
    said.dir = 'auto';
    said.textContent = text;
    line.append(name, said);
    const log = $('captions');
    log.append(line);
    log.scrollTop = log.scrollHeight;
}

class Refused extends Error {}

/** A one-time token for the script that the page's address names. */
async function askedToken() {
    const script = query.get('script');
    if (script === null) {
        throw new Refused(texts['token.missing']);
    }
    const wish = new URLSearchParams({ script });
    if (query.has('language')) {
        wish.set('language', query.get('language'));
    }
    let answer;
    try {
        answer = await fetch(`/api/web-calls/open?${wish}`, { method: 'POST' });
    } catch {
        throw new Refused(texts['end.unreachable']);
    }
    if (!answer.ok) {
        const why = { 429: 'token.rate', 503: 'end.full' }[answer.status] ?? 'token.refused';
        throw new Refused(texts[why]);
    }
    return (await answer.json()).token;
}

function begin() {
    beganAt = performance.now();
    delete $('stage').dataset.firstSoundMs;
    const given = Promise.resolve(token ?? askedToken());
    token = null; // it is good once
    visit.begin(given);
}

function told({ state, reason, text, failure }) {
    if (state === 'connecting' && visit.isCalling) {
        $('captions').replaceChildren();
    }
    if (state === 'error') {
        show(state, failure instanceof Refused ? failure.message : texts[`sound.${failure.reason}`]);
    } else if (state === 'ended') {
        show(state, texts[`end.${reason}`] ?? text);
    } else {
        show(state);
    }
}

visit.addEventListener('state', ({ detail }) => told(detail));
visit.addEventListener('caption', ({ detail }) => caption(detail));
visit.addEventListener('level', ({ detail: { level } }) => {
    $('disc').style.setProperty('--level', Math.min(1, level * 4).toFixed(2));
    if (level > 0.01 && !$('stage').dataset.firstSoundMs) {
        $('stage').dataset.firstSoundMs = Math.round(performance.now() - beganAt);
    }
});
await Promise.all([visit.prepare(), words()]);
show('idle');
$('call').addEventListener('click', () => (visit.isCalling ? visit.hangUp() : begin()));
document.addEventListener('keydown', (event) => {
    if (visit.isCalling && KEYS.test(event.key)) {
        visit.press(event.key);
    }
});
setInterval(() => {
    $('mine').value = visit.takeLoudest();
}, METER_MS);
