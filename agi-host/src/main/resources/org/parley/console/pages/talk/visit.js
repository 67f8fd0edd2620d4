// A call from a page with its sound, from the press of a button to the farewell; whoever shows it listens to its events.

import { Call } from './call.js';
import { Sound, isAllowed, microphone, prepare } from './sound.js';

const WAIT_MS = 100;
const FAREWELL_MS = 3000;
const TAIL_MS = 300;

const pause = (ms) => new Promise((go) => setTimeout(go, ms));

/**
 * Events: state {state, reason, text, failure}, caption {who, text}, level {level} of the agent's sound, 0 to 1.
 * States: connecting, listening, speaking, away; ended with reason and text; error with the failure.
 */
export class Visit extends EventTarget {
    constructor() {
        super();
        this.call = null;
        this.sound = null;
        this.allowed = false; // the microphone, before this call
        this.unheard = null; // why there is no microphone, when the call had begun
        this.loudest = 0; // of the microphone, since it was last asked
    }

    /** Makes ready what can be before the button is pressed. */
    async prepare() {
        prepare();
        this.allowed = await isAllowed();
    }

    tell(type, detail) {
        this.dispatchEvent(new CustomEvent(type, { detail }));
    }

    state(state, more = {}) {
        this.tell('state', { state, ...more });
    }

    /** Whether there is a call, be it one that is only said farewell to. */
    get isCalling() {
        return this.call !== null;
    }

    /** How loud the microphone was since this was last asked, 0 to 1. */
    takeLoudest() {
        const loudest = Math.min(1, this.loudest / 16384);
        this.loudest = 0;
        return loudest;
    }

    /** Calls with a one-time token, or the promise of one; to be called from what the visitor does. */
    async begin(token) {
        this.state('connecting');
        performance.mark('begin');
        const stream = microphone();
        stream.catch(() => {}); // told below
        // who has allowed it before need not wait for it: the agent speaks first
        const needed = this.allowed ? [Sound.open(), token] : [Sound.open(), token, stream];
        const [opened, given, heard] = await Promise.allSettled(needed);
        const failed = [heard, opened, given].find((each) => each?.status === 'rejected')?.reason;
        if (failed) {
            stream.then((open) => open.getTracks().forEach((track) => track.stop())).catch(() => {});
            opened.value?.close();
            this.state('error', { failure: failed });
            return;
        }
        performance.mark('ready');
        this.sound = opened.value;
        const address = new URL('/api/web-calls/socket', location.href);
        address.protocol = address.protocol.replace('http', 'ws');
        const begun = new Call(address.href, given.value);
        this.follow(begun);
        try {
            this.attach(await stream);
        } catch (failure) {
            this.unheard = failure;
            begun.hangUp();
        }
    }

    attach(stream) {
        this.allowed = true;
        if (this.sound === null) {
            stream.getTracks().forEach((track) => track.stop()); // the call is over already
        } else {
            this.sound.listen(stream);
        }
    }

    follow(begun) {
        this.call = begun;
        let before = 'listening';
        const { sound } = this;
        sound.onframe = (frame) => {
            this.loudest = Math.max(this.loudest, ...frame.map(Math.abs));
            begun.speak(frame);
        };
        sound.onlevel = (level) => this.tell('level', { level });
        begun.addEventListener('begun', () => {
            performance.mark('begun');
            this.state('listening');
        });
        begun.addEventListener('caption', ({ detail }) => this.tell('caption', detail));
        begun.addEventListener('state', ({ detail }) => {
            before = detail.state;
            this.state(before);
        });
        begun.addEventListener('sound', ({ detail }) => sound.hear(detail.frame));
        begun.addEventListener('playback', ({ detail }) => sound.tell(detail.word));
        begun.addEventListener('away', () => this.state('away'));
        begun.addEventListener('back', () => this.state(before));
        begun.addEventListener('ended', ({ detail }) => this.ended(detail));
        this.state('connecting');
    }

    async ended({ reason, text }) {
        const last = this.sound;
        this.sound = null;
        last.onframe = () => {};
        if (reason === 'agent' || reason === 'time') {
            last.tell('finish');
            const until = performance.now() + FAREWELL_MS;
            while (last.waiting > 0 && performance.now() < until) {
                await pause(WAIT_MS);
            }
            await pause(TAIL_MS); // what is on its way to the ear
        }
        this.call = null;
        await last.close();
        if (this.unheard !== null) {
            const failure = this.unheard;
            this.unheard = null;
            this.state('error', { failure });
        } else {
            this.state('ended', { reason, text });
        }
    }

    press(key) {
        this.call?.press(key);
    }

    hangUp() {
        this.call?.hangUp();
    }
}
