// The page from which a visitor calls: one button, what goes on now, and what is said.
//
// /talk?script=NAME calls an open script, /talk?token=TOKEN with a token that the site's server has asked for. ?lang=
// is the page's language, en or ar; ?language= that of the call.

import { Call } from './call.js';
import { Sound, prepare } from './sound.js';

const KEYS = /^[0-9*#]$/;
const METER_MS = 100;
const FAREWELL_MS = 3000;

const query = new URLSearchParams(location.search);
const $ = (id) => document.getElementById(id);

let texts = {};
let call = null;
let sound = null;
let token = query.get('token');
let beganAt = 0; // when the button was pressed
let loudest = 0; // of the microphone, since the meter was last set

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
    const live = call !== null || state === 'connecting';
    const button = $('call');
    button.textContent = live ? texts.stop : texts[state === 'idle' ? 'begin' : 'again'];
    button.dataset.does = live ? 'stop' : 'begin';
    button.disabled = state === 'connecting';
    $('levels').hidden = call === null;
}

function caption({ who, text }) {
    const line = document.createElement('p');
    line.className = who;
    line.dir = 'auto';
    const name = document.createElement('span');
    name.className = 'who';
    name.textContent = who === 'agent' ? texts.agent : texts.you;
    line.append(name, text);
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

async function begin() {
    beganAt = performance.now();
    show('connecting');
    performance.mark('begin');
    const [opened, given] = await Promise.allSettled([Sound.open(), token ?? askedToken()]);
    token = null; // it is good once
    const failed = [opened, given].find((each) => each.status === 'rejected')?.reason;
    if (failed) {
        if (opened.status === 'fulfilled') {
            await opened.value.close();
        }
        show('error', failed instanceof Refused ? failed.message : texts[`sound.${failed.reason}`]);
        return;
    }
    performance.mark('ready');
    sound = opened.value;
    $('captions').replaceChildren();
    const address = new URL('/api/web-calls/socket', location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    listen(new Call(address.href, given.value));
}

function listen(begun) {
    call = begun;
    let before = 'listening';
    sound.onframe = (frame) => {
        loudest = Math.max(loudest, ...frame.map(Math.abs));
        begun.speak(frame);
    };
    sound.onlevel = (level) => {
        $('ring').style.setProperty('--level', Math.min(1, level * 4).toFixed(2));
        if (level > 0.01 && !$('stage').dataset.firstSoundMs) {
            $('stage').dataset.firstSoundMs = Math.round(performance.now() - beganAt);
        }
    };
    delete $('stage').dataset.firstSoundMs;
    begun.addEventListener('begun', () => {
        performance.mark('begun');
        show('listening');
    });
    begun.addEventListener('caption', ({ detail }) => caption(detail));
    begun.addEventListener('state', ({ detail }) => {
        before = detail.state;
        show(before);
    });
    begun.addEventListener('sound', ({ detail }) => sound.hear(detail.frame));
    begun.addEventListener('playback', ({ detail }) => sound.tell(detail.word));
    begun.addEventListener('away', () => show('away'));
    begun.addEventListener('back', () => show(before));
    begun.addEventListener('ended', ({ detail }) => ended(detail));
    show('connecting');
    $('call').disabled = false;
}

async function ended({ reason, text }) {
    const last = sound;
    sound = null;
    last.onframe = () => {};
    if (reason === 'agent' || reason === 'time') {
        last.tell('finish');
        const until = performance.now() + FAREWELL_MS;
        while (last.waiting > 0 && performance.now() < until) {
            await new Promise((go) => setTimeout(go, METER_MS));
        }
    }
    call = null;
    show('ended', texts[`end.${reason}`] ?? text);
    await last.close();
}

prepare();
await words();
show('idle');
$('call').addEventListener('click', () => (call === null ? begin() : call.hangUp()));
document.addEventListener('keydown', (event) => {
    if (call !== null && KEYS.test(event.key)) {
        call.press(event.key);
    }
});
setInterval(() => {
    $('mine').value = Math.min(1, loudest / 16384);
    loudest = 0;
}, METER_MS);
