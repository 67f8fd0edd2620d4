/** Listening to a call that runs, one at a time: its sound comes over a WebSocket, and a bar on every page says so. */
import { html, nothing, render } from '/lib/lit-html.js';
import { announce, announceProblem } from './announce.js';
import { ask, Problem } from './api.js';
import { icon } from './icons.js';
import { can } from './session.js';
import { NoSound, Sound } from './talk/sound.js';
import { t } from './texts.js';

const HEADER = 8; // bytes before the samples: the frame's number, and when it was
const CONFIRM = 10; // frames between two words on what has come
const TAIL_MS = 1500; // what waits when the call is over is heard for so long at most
const LOOK_MS = 50;
const UPGRADE = 426;
const SLOW = 1013;

let place = null;
let heard = null; // the Listening that goes on; null for none

/** Where it is shown; drawn again from then on. */
export function listenIn(element) {
    place = element;
    draw();
}

/** The id of the call that is listened to, or ''. */
export const listening = () => heard?.call.id ?? '';

/** Somebody begins or ceases to listen: what shows it is drawn anew. */
function changed() {
    draw();
    dispatchEvent(new Event('listenchange'));
}

const pause = ms => new Promise(go => setTimeout(go, ms));

class Listening {
    constructor(call) {
        this.call = call;
        this.path = `/api/calls/${encodeURIComponent(call.id)}/listen`;
        this.state = 'begins';
        this.sound = null;
        this.socket = null;
        this.over = false;
    }

    async open() {
        try {
            this.sound = await Sound.open({ sides: 2 });
        } catch (failure) {
            this.end();
            announce(failure instanceof NoSound ? t('listen.no-sound') : failure.message, 'bad');
            return;
        }
        if (this.over) {
            this.sound.close();
            return;
        }
        this.sound.onlevel = (_, [caller, agent]) => level(caller, agent);
        const address = new URL(this.path, location.href);
        address.protocol = address.protocol.replace('http', 'ws');
        const socket = new WebSocket(address);
        socket.binaryType = 'arraybuffer';
        socket.onmessage = ({ data }) => (typeof data === 'string' ? this.told(JSON.parse(data)) : this.hear(data));
        socket.onclose = ({ code }) => this.closed(code);
        this.socket = socket;
    }

    hear(data) {
        const number = new DataView(data).getUint32(0);
        this.sound.hear(new Int16Array(data.slice(HEADER)));
        if (number % CONFIRM === 0) {
            this.socket.send(JSON.stringify({ has: number }));
        }
    }

    told(message) {
        if (message.ended) {
            this.end();
            announce(t('listen.ended', { script: this.call.script }));
        } else {
            this.state = message.silenced ? 'silenced' : 'hears';
            changed();
        }
    }

    closed(code) {
        if (this.over) {
            return;
        }
        const neverOpened = this.state === 'begins';
        this.end();
        if (neverOpened) {
            this.why();
        } else {
            announce(t(code === SLOW ? 'listen.slow' : 'listen.lost'), 'bad');
        }
    }

    /** A browser does not tell why it got no socket: the host does, when it is asked without one. */
    async why() {
        try {
            await ask(this.path);
        } catch (problem) {
            announceProblem(problem.status === UPGRADE ? new Problem(0, '') : problem);
        }
    }

    /** No more comes; what waits is still heard. */
    async end() {
        if (this.over) {
            return;
        }
        this.over = true;
        if (heard === this) {
            heard = null;
            changed();
        }
        const { sound } = this;
        sound?.tell('finish');
        for (const until = Date.now() + TAIL_MS; sound?.waiting > 0 && Date.now() < until;) {
            await pause(LOOK_MS);
        }
        await sound?.close();
    }

    /** Nobody wants to hear it any more. */
    stop() {
        this.socket?.close(1000);
        this.sound?.tell('drop');
        if (this.sound) {
            this.sound.waiting = 0;
        }
        this.end();
    }
}

function toggle(call) {
    const before = heard;
    before?.stop();
    if (before?.call.id !== call.id) {
        heard = new Listening(call);
        heard.open();
    }
    changed();
}

/** The button by which somebody listens to that call and ceases to; nothing for who may not. */
export const ear = call => (can('listen')
    ? html`<button class="button small ear" aria-pressed=${call.id === listening()}
        aria-label=${t('action.on', { action: t('listen.begin'), script: call.script })}
        @click=${() => toggle(call)}>${icon('listen')}<span>${t('listen.begin')}</span></button>`
    : nothing);

function level(caller, agent) {
    const bars = place?.querySelector('.levels');
    bars?.style.setProperty('--caller-level', Math.min(1, caller * 4).toFixed(2));
    bars?.style.setProperty('--agent-level', Math.min(1, agent * 4).toFixed(2));
}

const bar = ({ call, state }) => html`
    ${icon('listen')}
    <p role="status">${t('listen.now')} <a href="/console/calls/${call.id}"><bdi>${call.script}</bdi></a>
        ${state === 'hears' ? nothing : html`<span class="state">${t(`listen.${state}`)}</span>`}</p>
    <span class="levels" aria-hidden="true"><i class="caller"></i><i class="agent"></i></span>
    <button class="button small" aria-label=${t('listen.stop')} @click=${() => heard?.stop()}>
        ${icon('close')}<span>${t('listen.stop-short')}</span></button>`;

function draw() {
    if (place) {
        render(heard === null ? nothing
            : html`<aside class="listening" aria-label=${t('listen.bar')}>${bar(heard)}</aside>`, place);
    }
}
