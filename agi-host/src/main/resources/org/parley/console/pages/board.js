/** What is known of the calls that run and of those that ended lately, as their events tell it. Draws nothing. */
import { whyPlainly } from './said.js';

const ENDED_MAX = 40;
const SLOW_MS = 1500;
const LOUD_DB = 6;
const KEYS_MAX = 16; // shown as dots, for what was keyed is told to nobody
const WORDS_MAX = 2; // utterances of a call

/** What waits, in milliseconds, until somebody should look at it. */
const PERSON_MS = 15_000;
const ANSWER_MS = 4_000;
const SILENCE_MS = 12_000;

/** Of a caller who should be looked after, by the names that providers have for how somebody sounds. */
const ANGRY = new Set([
    'loud', 'anger', 'annoyance', 'contempt', 'disapproval', 'disgust', 'distress', 'frustration', 'rage',
]);

/** What may be wrong with a call, the most urgent first: that is the order of the board. */
export const NEEDS = ['person', 'answer', 'trouble', 'angry', 'silence', 'slow'];

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
    caller: '', // his number
    lead: 0,
    state: 'quiet',
    stateSince: since, // or since somebody has spoken
    spoke: '', // the side that has spoken last
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
    const after = text === '' ? [] : [{ side, text, now }]; // nothing was understood
    call.words = [...before.map(each => ({ ...each, now: false })), ...after].slice(-WORDS_MAX);
    call.spoke = text === '' ? call.spoke : side;
}

/** Sorts out one event; a kind that says nothing about how the call stands changes nothing. */
const KINDS = {
    started: (call, data) => {
        call.script = data.script ?? call.script;
        call.extension = data.extension ?? call.extension;
        call.caller = data.callerNumber ?? call.caller;
    },
    dialer: (call, data) => {
        call.campaign = data.campaign ?? '';
        call.line = data.line ?? '';
        call.lead = data.lead ?? 0;
    },
    'agent-says': (call, data) => {
        call.state = 'agent';
        speaks(call, 'agent', data.text ?? '', true);
        call.tool = '';
    },
    'agent-saying': (call, data) => {
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
    #listed = 0; // the number of the newest event when the calls that run were listed
    #newest = 0; // the number of the event that came last
    #ahead = 0; // milliseconds by which this machine's clock is before the host's

    /** The host's time, as far as it is known here. */
    get now() {
        return Date.now() - this.#ahead;
    }

    /** So late it is at the host. */
    set now(at) {
        this.#ahead = Date.now() - at;
    }

    /** Whether there is a call of which only what happens now is known. */
    lacks = false;

    /** Those that run, oldest first. */
    get calls() {
        return [...this.#calls.values()];
    }

    /** Those that ended lately, newest first: `{id, script, campaign, line, at, sentence}`, the sentence as the host told it, null at first. */
    get ended() {
        return this.#ended;
    }

    /** What of NEEDS somebody should look at the call for; '' for nothing. */
    need(call) {
        const ms = this.now - call.stateSince;
        if ((call.state === 'transfer' || call.state === 'hold') && ms > PERSON_MS) {
            return 'person';
        }
        if (call.state === 'quiet' && call.spoke === 'caller' && !call.muted && ms > ANSWER_MS) {
            return 'answer';
        }
        if (call.trouble) {
            return 'trouble';
        }
        if (ANGRY.has(call.mood?.name.toLowerCase())) {
            return 'angry';
        }
        if (call.state === 'quiet' && ms > SILENCE_MS) {
            return 'silence';
        }
        return isSlow(call) ? 'slow' : '';
    }

    /** How many run, in each state, and how many somebody should look at. */
    counts() {
        const counts = { all: this.#calls.size, need: 0 };
        STATES.forEach(state => { counts[state] = 0; });
        for (const call of this.#calls.values()) {
            counts[call.state]++;
            counts.need += this.need(call) === '' ? 0 : 1;
        }
        return counts;
    }

    /** The calls that run, as the host lists them; `last` is the number of the newest event by then. */
    replace(rows, last) {
        const kept = this.#calls;
        this.#listed = last;
        this.lacks = false;
        this.#calls = new Map();
        for (const row of rows.filter(each => !this.#gone.has(each.id))) {
            const call = kept.get(row.id) ?? blank(row.id, Date.parse(row.since));
            for (const name of ['script', 'extension', 'campaign', 'line']) {
                call[name] = row[name] || call[name];
            }
            call.caller = row.callerNumber || call.caller;
            call.lead = row.leadId || call.lead;
            call.changes++;
            this.#calls.set(row.id, call);
        }
    }

    /** Takes an event; gives the call when it has just ended. */
    take(event) {
        if (event.seq <= this.#newest) {
            this.#listed = 0; // the host has begun anew, and counts from one
        }
        this.#newest = event.seq;
        if (event.call === '') {
            return null; // of a line, a provider or a script
        }
        if (event.type === 'call_ended') {
            return this.#end(event);
        }
        let call = this.#calls.get(event.call);
        if (!call) {
            if (this.#gone.has(event.call) || event.seq <= this.#listed) {
                return null; // what comes after the end, such as that it was recorded; or the past of what has ended
            }
            call = blank(event.call, Date.parse(event.at) - event.ms);
            this.#calls.set(event.call, call);
            this.lacks ||= event.type !== 'call_started';
        }
        for (const name of ['script', 'campaign', 'line']) {
            call[name] ||= event[name];
        }
        const { state, words } = call;
        KINDS[event.kind]?.(call, event.data);
        if (call.state !== state || call.words !== words) {
            call.stateSince = Date.parse(event.at);
        }
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

/** In the order in which somebody should look at them; those that need nobody from the longest on. */
export function byNeed(board, calls) {
    const place = new Map(calls.map(call => [call, NEEDS.indexOf(board.need(call))]));
    const rank = call => (place.get(call) < 0 ? NEEDS.length : place.get(call));
    return [...calls].sort((a, b) => rank(a) - rank(b) || a.since - b.since || (a.id < b.id ? -1 : 1));
}

/** Whether it is what somebody looks for, by any of its names. */
export function fits(call, words) {
    if (words === '') {
        return true;
    }
    const text = [call.script, call.campaign, call.line, call.caller, call.lead || '', call.extension, call.id, call.sentence ? whyPlainly(call.sentence) : '']
        .join(' ')
        .toLowerCase();
    return words.toLowerCase().split(/\s+/).every(each => text.includes(each));
}
