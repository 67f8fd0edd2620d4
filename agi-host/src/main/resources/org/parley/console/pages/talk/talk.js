// The page from which a visitor calls: one button, what goes on now, and what is said.
//
// /talk?script=NAME calls an open script, /talk?token=TOKEN with a token that the site's server has asked for. ?lang=
// is the page's language, en or ar; ?language= that of the call.

import { Call } from './call.js';
import { Sound, isAllowed, microphone, prepare } from './sound.js';

const KEYS = /^[0-9*#]$/;
const METER_MS = 100;
const FAREWELL_MS = 3000;
const TAIL_MS = 300;

const query = new URLSearchParams(location.search);
const $ = (id) => document.getElementById(id);

let texts = {};
let call = null;
let sound = null;
let token = query.get('token');
let allowed = false; // the microphone, before this call
let unheard = null; // why there is no microphone, when the call had begun
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

async function begin() {
    beganAt = performance.now();
    show('connecting');
    performance.mark('begin');
    const stream = microphone();
    stream.catch(() => {}); // told below
    const asked = Promise.resolve(token ?? askedToken());
    token = null; // it is good once
    // who has allowed it before need not wait for it: the agent speaks first
    const needed = allowed ? [Sound.open(), asked] : [Sound.open(), asked, stream];
    const [opened, given, heard] = await Promise.allSettled(needed);
    const failed = [heard, opened, given].find((each) => each?.status === 'rejected')?.reason;
    if (failed) {
        stream.then((open) => open.getTracks().forEach((track) => track.stop())).catch(() => {});
        opened.value?.close();
        refuse(failed);
        return;
    }
    performance.mark('ready');
    sound = opened.value;
    $('captions').replaceChildren();
    const address = new URL('/api/web-calls/socket', location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const begun = new Call(address.href, given.value);
    listen(begun);
    try {
        attach(await stream);
    } catch (failure) {
        unheard = failure;
        begun.hangUp();
    }
}

function attach(stream) {
    allowed = true;
    if (sound === null) {
        stream.getTracks().forEach((track) => track.stop()); // the call is over already
    } else {
        sound.listen(stream);
    }
}

function refuse(failure) {
    show('error', failure instanceof Refused ? failure.message : texts[`sound.${failure.reason}`]);
}

function listen(begun) {
    call = begun;
    let before = 'listening';
    sound.onframe = (frame) => {
        loudest = Math.max(loudest, ...frame.map(Math.abs));
        begun.speak(frame);
    };
    sound.onlevel = (level) => {
        $('disc').style.setProperty('--level', Math.min(1, level * 4).toFixed(2));
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

const pause = (ms) => new Promise((go) => setTimeout(go, ms));

async function ended({ reason, text }) {
    const last = sound;
    sound = null;
    last.onframe = () => {};
    if (reason === 'agent' || reason === 'time') {
        last.tell('finish');
        const until = performance.now() + FAREWELL_MS;
        while (last.waiting > 0 && performance.now() < until) {
            await pause(METER_MS);
        }
        await pause(TAIL_MS); // what is on its way to the ear
    }
    call = null;
    await last.close();
    if (unheard !== null) {
        refuse(unheard);
        unheard = null;
    } else {
        show('ended', texts[`end.${reason}`] ?? text);
    }
}

prepare();
[allowed] = await Promise.all([isAllowed(), words()]);
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
