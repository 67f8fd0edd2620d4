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

/** Whether the visitor has allowed the microphone before, so that he will not be asked. */
export async function isAllowed() {
    try {
        return (await navigator.permissions.query({ name: 'microphone' })).state === 'granted';
    } catch {
        return false; // this browser does not tell
    }
}

/** Asks for the microphone; to be called from what the visitor does, as browsers want it. */
export async function microphone() {
    if (!window.isSecureContext || !navigator.mediaDevices) {
        throw new NoSound('insecure');
    }
    try {
        return await navigator.mediaDevices.getUserMedia({
            audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
        });
    } catch (failure) {
        throw new NoSound(REASONS[failure.name] ?? 'unsupported', failure);
    }
}

export class Sound {
    /** Opens the loudspeaker for frames of so many sides, whose samples take turns; to be called from what the visitor does too. */
    static async open(options) {
        if (prepare() === null) {
            throw new NoSound(window.isSecureContext ? 'unsupported' : 'insecure');
        }
        try {
            const context = await ready;
            ready = null;
            await context.resume();
            return new Sound(context, options);
        } catch (failure) {
            throw new NoSound('unsupported', failure);
        }
    }

    constructor(context, { sides = 1 } = {}) {
        this.context = context;
        this.stream = null;
        this.onframe = () => {};
        this.onlevel = () => {};
        this.waiting = 0; // frames that were not heard yet
        this.microphone = new AudioWorkletNode(context, 'parley-microphone', { numberOfOutputs: 0 });
        this.loudspeaker = new AudioWorkletNode(context, 'parley-loudspeaker', {
            numberOfInputs: 0,
            outputChannelCount: [2],
            processorOptions: { sides },
        });
        this.microphone.port.onmessage = ({ data }) => this.onframe(data);
        this.loudspeaker.port.onmessage = ({ data }) => {
            this.waiting = data.waiting;
            this.onlevel(Math.max(...data.levels), data.levels);
        };
        this.loudspeaker.connect(context.destination);
        this.awake = () => context.state !== 'running' && context.state !== 'closed' && context.resume();
        document.addEventListener('visibilitychange', this.awake);
    }

    /** From now on the microphone's frames come. */
    listen(stream) {
        this.stream = stream;
        this.source = this.context.createMediaStreamSource(stream);
        this.source.connect(this.microphone);
    }

    /** A frame of the agent's, or of all sides. */
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
        this.stream?.getTracks().forEach((track) => track.stop());
        this.microphone.port.onmessage = null;
        this.loudspeaker.port.onmessage = null;
        if (this.context.state !== 'closed') {
            await this.context.close();
        }
    }
}
