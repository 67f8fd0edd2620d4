/** What is known of the calls that run and of those that ended lately, as their events tell it. Draws nothing. */
import { whyPlainly } from './said.js';

const ENDED_MAX = 40;
const SLOW_MS = 1500;
const LOUD_DB = 6;
const KEYS_MAX = 16; // shown as dots, for what was keyed is told to nobody
const WORDS_MAX = 3; // utterances of a call

/** Trouble that somebody should look at. */
const TROUBLES = new Set([
    'voice-left', 'voice-failed', 'hearing-failed', 'dialer-failed', 'recording-failed', 'handler-failed', 'leg-failed',
    'transfer-refused', 'policy', 'cost',
]);

/** What a call can be doing, in the order it is shown. */
export const STATES = ['agent', 'caller', 'quiet', 'hold', 'transfer'];

const blank = (id, since) => ({
    id,
    since,
    script: '',
    extension: '',
    campaign: '',
    line: '',
    caller: '',
    state: 'quiet',
    words: [], // the last that were spoken, `{side, text, now}`: now while they are being spoken
    tool: '',
    step: '',
    latency: -1,
    mood: null,
    trouble: '',
    muted: false,
    changes: 0,
});

/** So speaks that side: more of what it is saying, or something new. */
function speaks(call, side, text, now) {
    const last = call.words.at(-1);
    const before = last?.side === side && last.now ? call.words.slice(0, -1) : call.words;
    call.words = [...before.map(each => ({ ...each, now: false })), { side, text, now }].slice(-WORDS_MAX);
}

/** Sorts out one event; a kind that says nothing about how the call stands changes nothing. */
const KINDS = {
    started: (call, data) => {
        call.script = data.script ?? call.script;
        call.extension = data.extension ?? call.extension;
    },
    dialer: (call, data) => {
        call.campaign = data.campaign ?? '';
        call.line = data.line ?? '';
    },
    'agent-says': (call, data) => {
        call.state = 'agent';
        speaks(call, 'agent', data.text ?? '', true);
        call.tool = '';
    },
    'agent-said': (call, data) => {
        call.state = data.interrupted ? 'caller' : 'quiet';
        speaks(call, 'agent', data.text ?? '', false);
        if (data.latencyMs >= 0) {
            call.latency = data.latencyMs;
        }
    },
    'caller-saying': (call, data) => {
        call.state = 'caller';
        speaks(call, 'caller', data.text ?? '', true);
    },
    'caller-said': (call, data) => {
        call.state = 'quiet';
        speaks(call, 'caller', data.text ?? '', false);
    },
    'caller-keyed': (call, data) => {
        speaks(call, 'caller', '●'.repeat(Math.min(KEYS_MAX, data.count ?? 1)), false);
    },
    floor: (call, data) => {
        call.state = data.decision === 'RESUMED' ? 'agent' : 'caller';
    },
    hold: call => {
        call.state = 'hold';
    },
    transfer: call => {
        call.state = 'transfer';
    },
    person: call => {
        call.state = 'transfer';
    },
    queue: call => {
        call.state = 'transfer';
    },
    step: (call, data) => {
        call.step = data.name ?? '';
    },
    tool: (call, data) => {
        call.tool = data.name ?? '';
    },
    http: (call, data) => {
        call.tool = data.host ?? '';
    },
    sql: call => {
        call.tool = 'sql';
    },
    kb: (call, data) => {
        call.tool = data.folder ?? '';
    },
    emotion: (call, data) => {
        const [best] = Object.entries(data.scores ?? {}).sort((a, b) => b[1] - a[1]);
        call.mood = best ? { name: best[0], score: best[1] } : call.mood;
    },
    mood: (call, data) => {
        call.mood = data.loudness > LOUD_DB ? { name: 'loud' } : null;
    },
    supervisor: (call, data) => {
        if (data.act === 'mute') {
            call.muted = data.state === 'begun';
        }
    },
};

export class Board {
    #calls = new Map();
    #ended = [];
    #gone = new Set(); // of those that ended lately: a list that was asked for before that may still have them

    /** Those that run, oldest first. */
    get calls() {
        return [...this.#calls.values()];
    }

    /** Those that ended lately, newest first: `{id, script, campaign, line, at, sentence}`, the sentence as the host told it, null at first. */
    get ended() {
        return this.#ended;
    }

    /** How many run, in each state; how many answer slowly, and with how many something is wrong. */
    counts() {
        const counts = { all: this.#calls.size, slow: 0, trouble: 0 };
        STATES.forEach(state => { counts[state] = 0; });
        for (const call of this.#calls.values()) {
            counts[call.state]++;
            counts.slow += isSlow(call) ? 1 : 0;
            counts.trouble += call.trouble ? 1 : 0;
        }
        return counts;
    }

    /** The calls that run, as the host lists them. */
    replace(rows) {
        const kept = this.#calls;
        this.#calls = new Map();
        for (const row of rows.filter(each => !this.#gone.has(each.id))) {
            const call = kept.get(row.id) ?? blank(row.id, Date.parse(row.since));
            for (const name of ['script', 'extension', 'campaign', 'line', 'caller']) {
                call[name] = row[name] || call[name];
            }
            call.changes++;
            this.#calls.set(row.id, call);
        }
    }

    /** Takes an event; gives the call when it has just ended. */
    take(event) {
        if (event.call === '') {
            return null; // of a line, a provider or a script
        }
        if (event.type === 'call_ended') {
            return this.#end(event);
        }
        let call = this.#calls.get(event.call);
        if (!call) {
            if (this.#gone.has(event.call)) {
                return null; // what comes after the end, such as that it was recorded
            }
            call = blank(event.call, Date.parse(event.at) - event.ms);
            this.#calls.set(event.call, call);
        }
        call.script ||= event.script;
        KINDS[event.kind]?.(call, event.data);
        if (TROUBLES.has(event.kind)) {
            call.trouble = event.kind;
        }
        call.changes++;
        return null;
    }

    #end(event) {
        const known = this.#calls.get(event.call);
        this.#calls.delete(event.call);
        if (this.#gone.has(event.call)) {
            return null;
        }
        return this.addEnded({
            id: event.call,
            script: event.script || known?.script || '',
            campaign: event.campaign,
            line: event.line,
            caller: known?.caller ?? '',
            at: Date.parse(event.at),
            sentence: null,
        });
    }

    /** Puts in a call that has ended; gives it, or null when it is known already. */
    addEnded(call) {
        if (this.#gone.has(call.id)) {
            return null;
        }
        this.#gone.add(call.id);
        this.#ended = [call, ...this.#ended].sort((a, b) => b.at - a.at);
        this.#ended.splice(ENDED_MAX).forEach(old => this.#gone.delete(old.id));
        return call;
    }
}

/** Whether its last answer came late. */
export const isSlow = call => call.latency >= SLOW_MS;

/** Whether it is what somebody looks for, by any of its names. */
export function fits(call, words) {
    if (words === '') {
        return true;
    }
    const text = [call.script, call.campaign, call.line, call.caller, call.extension, call.id, call.sentence ? whyPlainly(call.sentence) : '']
        .join(' ')
        .toLowerCase();
    return words.toLowerCase().split(/\s+/).every(each => text.includes(each));
}
