// Keeps all that the page plays, for each ear, as it goes to the loudspeaker, what its microphone hears, when sounds
// began, and when it is told to hold or forget what waits; by the clock of the sound where it says frames.
(() => {
    const WORKLET = `registerProcessor('tap', class extends AudioWorkletProcessor {
        process([input]) {
            this.port.postMessage({
                at: currentFrame,
                data: input.length ? input.map((ear) => ear.slice()) : [new Float32Array(128)],
            });
            return true;
        }
    });`;
    const add = AudioWorklet.prototype.addModule;
    AudioWorklet.prototype.addModule = async function (url) {
        await add.call(this, URL.createObjectURL(new Blob([WORKLET], { type: 'text/javascript' })));
        await add.call(this, url);
    };
    const connect = AudioNode.prototype.connect;
    window.tap = {
        rate: 0, pieces: [], from: 0, heard: [], heardFrom: 0, told: [], context: null, firstMs: 0, clickMs: 0,
        beganMs: [], loudMs: 0,
    };
    document.addEventListener('click', () => (window.tap.clickMs = performance.now()), true);
    AudioNode.prototype.connect = function (to, ...more) {
        if (to instanceof AudioDestinationNode) {
            const ear = new AudioWorkletNode(this.context, 'tap', { numberOfOutputs: 0 });
            window.tap.rate = this.context.sampleRate;
            window.tap.pieces = [];
            window.tap.context = this.context;
            ear.port.onmessage = ({ data: { at, data } }) => {
                window.tap.from = window.tap.pieces.length ? window.tap.from : at;
                window.tap.pieces.push(data);
                if (data[0].some((sample) => Math.abs(sample) > 0.01)) {
                    window.tap.firstMs ||= performance.now() - window.tap.clickMs;
                    if (Date.now() - window.tap.loudMs > 200) {
                        window.tap.beganMs.push(Date.now());
                    }
                    window.tap.loudMs = Date.now();
                }
            };
            connect.call(this, ear);
            window.tap.ear = ear;
        } else if (this instanceof MediaStreamAudioSourceNode) {
            const ear = new AudioWorkletNode(this.context, 'tap', { numberOfOutputs: 0 });
            ear.port.onmessage = ({ data: { at, data } }) => {
                window.tap.heardFrom = window.tap.heard.length ? window.tap.heardFrom : at;
                window.tap.heard.push(data);
            };
            connect.call(this, ear);
            window.tap.microphone = ear;
        }
        return connect.call(this, to, ...more);
    };
    const Socket = window.WebSocket;
    window.WebSocket = class extends Socket {
        constructor(...how) {
            super(...how);
            this.addEventListener('message', ({ data }) => {
                const type = typeof data === 'string' ? JSON.parse(data).type : '';
                if (['pause', 'play', 'drop'].includes(type)) {
                    window.tap.told.push({ type, at: window.tap.context.currentTime * window.tap.rate });
                }
            });
        }
    };
    window.tapped = (ear = 0, pieces = window.tap.pieces) => {
        const all = new Int16Array(pieces.reduce((sum, piece) => sum + piece[0].length, 0));
        let at = 0;
        for (const piece of pieces) {
            for (const sample of piece[ear] ?? piece[0]) {
                all[at++] = Math.max(-32768, Math.min(32767, Math.round(sample * 32768)));
            }
        }
        let text = '';
        const bytes = new Uint8Array(all.buffer);
        for (let i = 0; i < bytes.length; i += 8192) {
            text += String.fromCharCode(...bytes.subarray(i, i + 8192));
        }
        return btoa(text);
    };
})();
