/** Live events of the host: comes back by itself when the line breaks, and then gets what it missed. */
import { ask } from './api.js';

const TYPES = [
    'call_started', 'status', 'conversation_turn', 'words', 'tool', 'emotion', 'transfer', 'line', 'provider', 'script', 'call_ended',
];
const WAIT_MIN_MS = 1000;
const WAIT_MAX_MS = 15000;

export class Stream {
    #query;
    #listener;
    #source = null;
    #timer = 0;
    #wait = WAIT_MIN_MS;
    #last;
    #closed = false;

    /**
     * Follows the events that fit the query, such as `{call: id}`.
     *
     * The listener has `event(event)` for each; `up()` when the line stands; `gap()` when events were missed for good;
     * `down()` when the line has broken. `after` is the number of an event behind which it begins; without it, with those
     * to come.
     */
    constructor(query, listener, after = -1) {
        this.#last = after;
        this.#query = query;
        this.#listener = listener;
        this.#open();
    }

    #open() {
        const query = new URLSearchParams(this.#query);
        if (this.#last >= 0) {
            query.set('after', this.#last);
        }
        const source = new EventSource(`/api/events?${query}`);
        this.#source = source;
        source.addEventListener('open', () => {
            this.#wait = WAIT_MIN_MS;
            this.#listener.up();
        });
        source.addEventListener('error', () => {
            this.#listener.down();
            if (source.readyState === EventSource.CLOSED && !this.#closed) { // refused: the browser does not try again
                ask('/api/me').catch(() => {}); // when the session is over, that is told to who must know
                this.#timer = setTimeout(() => this.#open(), this.#wait);
                this.#wait = Math.min(WAIT_MAX_MS, this.#wait * 2);
            }
        });
        source.addEventListener('gap', () => this.#listener.gap());
        const take = message => {
            const event = JSON.parse(message.data);
            this.#last = event.seq;
            this.#listener.event(event);
        };
        TYPES.forEach(type => source.addEventListener(type, take));
    }

    close() {
        this.#closed = true;
        clearTimeout(this.#timer);
        this.#source.close();
    }
}
