// The visitor's microphone and loudspeaker. Frames are 160 samples of 16 bits at 8 kHz, 20 ms.

export class NoSound extends Error {
    /** The reason: insecure, denied, none, busy or unsupported. */
    constructor(reason, cause) {
        super(reason, { cause });
        this.reason = reason;
    }
}

const REASONS = { NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'none', NotReadableError: 'busy' };

let ready = null; // the context with its worklet, made before it is needed

/** Makes ready what needs no permission, so that a call begins sooner. */
export function prepare() {
    if (ready === null && window.isSecureContext && window.AudioWorkletNode) {
        const context = new AudioContext({ latencyHint: 'interactive' });
        ready = context.audioWorklet.addModule(new URL('worklet.js', import.meta.url)).then(() => context);
        ready.catch(() => {}); // whoever opens it learns of it
    }
    return ready;
}

export class Sound {
    /** Asks for the microphone and opens both ends; to be called from what the visitor does, as browsers want it. */
    static async open() {
        if (!window.isSecureContext || !navigator.mediaDevices) {
            throw new NoSound('insecure');
        }
        if (!window.AudioWorkletNode) {
            throw new NoSound('unsupported');
        }
        try {
            const resumed = prepare().then((context) => context.resume().then(() => context));
            const stream = await navigator.mediaDevices.getUserMedia({
                audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
            });
            const context = await resumed;
            ready = null;
            return new Sound(context, stream);
        } catch (failure) {
            throw new NoSound(REASONS[failure.name] ?? 'unsupported', failure);
        }
    }

    constructor(context, stream) {
        this.context = context;
        this.stream = stream;
        this.onframe = () => {};
        this.onlevel = () => {};
        this.waiting = 0; // frames that were not heard yet
        this.microphone = new AudioWorkletNode(context, 'parley-microphone', { numberOfOutputs: 0 });
        this.loudspeaker = new AudioWorkletNode(context, 'parley-loudspeaker', {
            numberOfInputs: 0,
            outputChannelCount: [2],
        });
        this.microphone.port.onmessage = ({ data }) => this.onframe(data);
        this.loudspeaker.port.onmessage = ({ data }) => {
            this.waiting = data.waiting;
            this.onlevel(data.level);
        };
        this.source = context.createMediaStreamSource(stream);
        this.source.connect(this.microphone);
        this.loudspeaker.connect(context.destination);
        this.awake = () => context.state !== 'running' && context.state !== 'closed' && context.resume();
        document.addEventListener('visibilitychange', this.awake);
    }

    /** A frame of the agent's. */
    hear(frame) {
        this.waiting++;
        this.loudspeaker.port.postMessage(frame, [frame.buffer]);
    }

    /** Holds what waits to be heard (pause), goes on (play), forgets it (drop), or says its rest (finish). */
    tell(word) {
        this.loudspeaker.port.postMessage(word);
    }

    async close() {
        document.removeEventListener('visibilitychange', this.awake);
        this.stream.getTracks().forEach((track) => track.stop());
        this.microphone.port.onmessage = null;
        this.loudspeaker.port.onmessage = null;
        if (this.context.state !== 'closed') {
            await this.context.close();
        }
    }
}
