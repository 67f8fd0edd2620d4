// One call over WebSockets, of which one follows another when the network blinks. Both sides number what they send and
// keep it until the other has it, so nothing is lost and nothing comes twice.

const HEADER = 8;
const KEPT_MAX = 250; // frames of the microphone, 5 s
const SILENT_MS = 2000; // the host says something twice a second at least
const LOOK_MS = 250;
const RETRY_MS = [100, 250, 500, 1000];

/** Events: caption {who, text}, state {state}, sound {frame}, playback {word}, away, back, ended {reason, text}. */
export class Call extends EventTarget {
    /** The socket's address without a query, and a one-time token. */
    constructor(address, token) {
        super();
        this.address = address;
        this.key = null; // by which the call goes on
        this.has = 0; // the number of the last message that came
        this.number = 0; // of the last frame that was sent
        this.kept = []; // frames that the host does not have yet
        this.awayMs = 15_000;
        this.tries = 0;
        this.over = false;
        this.lost = false;
        this.open(`token=${encodeURIComponent(token)}`);
        this.watch = setInterval(() => this.look(), LOOK_MS);
        this.online = () => this.lost && this.again(0);
        window.addEventListener('online', this.online);
    }

    tell(type, detail) {
        this.dispatchEvent(new CustomEvent(type, { detail }));
    }

    open(query) {
        const socket = new WebSocket(`${this.address}?${query}`);
        socket.binaryType = 'arraybuffer';
        socket.onmessage = ({ data }) => this.came(data);
        socket.onclose = () => this.gone();
        this.socket = socket;
        this.heard = performance.now();
    }

    get connected() {
        return this.socket.readyState === WebSocket.OPEN && !this.lost;
    }

    /** A frame of the microphone. */
    speak(frame) {
        if (this.over || this.key === null) {
            return;
        }
        const message = new ArrayBuffer(HEADER + frame.byteLength);
        new DataView(message).setUint32(0, ++this.number);
        new Int16Array(message, HEADER).set(frame);
        this.kept.push(message);
        if (this.kept.length > KEPT_MAX) {
            this.kept.shift();
        }
        if (this.connected) {
            this.send(message);
        }
    }

    send(message) {
        new DataView(message).setUint32(4, this.has);
        this.socket.send(message);
    }

    press(key) {
        if (this.connected) {
            this.socket.send(JSON.stringify({ do: 'key', key }));
        }
    }

    hangUp() {
        if (this.connected) {
            this.socket.send(JSON.stringify({ do: 'hangup' }));
        } else {
            this.end('visitor', '');
        }
    }

    came(data) {
        this.heard = performance.now();
        if (typeof data === 'string') {
            this.told(JSON.parse(data));
            return;
        }
        const view = new DataView(data);
        if (this.isNew(view.getUint32(0))) {
            this.confirmed(view.getUint32(4));
            this.tell('sound', { frame: new Int16Array(data.slice(HEADER)) });
        }
    }

    isNew(number) {
        if (number <= this.has) {
            return false;
        }
        this.has = number;
        return true;
    }

    confirmed(number) {
        const first = this.kept.findIndex((message) => new DataView(message).getUint32(0) > number);
        this.kept.splice(0, first < 0 ? this.kept.length : first);
    }

    told(message) {
        if (message.type === 'hello') {
            this.hello(message);
        } else if (message.type === 'ended') {
            this.end(message.reason, message.text);
        } else if (message.seq !== undefined && this.isNew(message.seq)) {
            if (message.type === 'caption' || message.type === 'state') {
                this.tell(message.type, message);
            } else {
                this.tell('playback', { word: message.type });
            }
        }
    }

    hello(message) {
        this.key = message.key;
        this.awayMs = message.awayMs;
        this.tries = 0;
        this.confirmed(message.has);
        if (this.lost) {
            this.lost = false;
            this.tell('back', {});
        }
        if (message.resumed) {
            this.kept.forEach((frame) => this.send(frame));
        } else {
            this.tell('begun', {});
        }
    }

    look() {
        if (this.lost && performance.now() - this.lostAt > this.awayMs) {
            this.end('away', '');
        } else if (performance.now() - this.heard > SILENT_MS) {
            this.gone();
        }
    }

    gone() {
        if (this.over) {
            return;
        }
        if (this.key === null) {
            this.end('unreachable', '');
            return;
        }
        if (!this.lost) {
            this.lost = true;
            this.lostAt = performance.now();
            this.tell('away', {});
        }
        this.again(RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)]);
    }

    /** Leaves this socket and tries another. */
    again(wait) {
        clearTimeout(this.retry);
        this.leave(4000);
        this.heard = performance.now();
        this.retry = setTimeout(() => {
            this.open(`resume=${encodeURIComponent(this.key)}&has=${this.has}`);
        }, wait);
    }

    leave(code) {
        this.socket.onclose = null;
        this.socket.onmessage = null;
        this.socket.close(code);
    }

    end(reason, text) {
        if (this.over) {
            return;
        }
        this.over = true;
        clearInterval(this.watch);
        clearTimeout(this.retry);
        window.removeEventListener('online', this.online);
        this.leave(1000);
        this.tell('ended', { reason, text });
    }
}
