// The two ends of the sound, on the browser's audio thread: the microphone as frames for the host, and the host's
// frames as sound.

import { Playback } from './playback.js';
import { Resampler } from './resampler.js';

const HOST_RATE = 8000;
const FRAME = 160;
const NEAR = 0.75; // of a side on its own ear
const NEWS = 6; // frames between two words on how loud it is

class Microphone extends AudioWorkletProcessor {
    constructor() {
        super();
        this.resampler = new Resampler(sampleRate, HOST_RATE);
        this.silence = new Float32Array(128);
        this.frame = new Int16Array(FRAME);
        this.filled = 0;
    }

    process([input]) {
        for (const value of this.resampler.process(input[0] ?? this.silence)) {
            this.frame[this.filled++] = Math.max(-32768, Math.min(32767, Math.round(value * 32767)));
            if (this.filled === FRAME) {
                const whole = this.frame;
                this.frame = new Int16Array(FRAME);
                this.filled = 0;
                this.port.postMessage(whole, [whole.buffer]);
            }
        }
        return true;
    }
}

/** One side is heard on both ears; of two each more on its own, and on the other as much as one ear needs for both. */
class Loudspeaker extends AudioWorkletProcessor {
    constructor({ processorOptions: { sides } }) {
        super();
        this.resamplers = Array.from({ length: sides }, () => new Resampler(HOST_RATE, sampleRate));
        this.playback = new Playback();
        this.sounds = this.resamplers.map(() => new Float32Array(0));
        this.at = 0;
        this.taken = 0;
        this.port.onmessage = ({ data }) => this.told(data);
    }

    told(word) {
        if (word instanceof Int16Array) {
            this.playback.push(word);
        } else if (word === 'drop') {
            this.playback.drop();
            this.sounds = this.sounds.map(() => new Float32Array(0));
            this.at = 0;
        } else {
            this.playback[word]();
        }
    }

    process(_, [output]) {
        for (let i = 0; i < output[0].length; i++) {
            if (this.at === this.sounds[0].length) {
                this.more();
            }
            output.forEach((channel, ear) => { channel[i] = this.sample(ear); });
            this.at = Math.min(this.at + 1, this.sounds[0].length);
        }
        return true;
    }

    /** What that ear hears now. */
    sample(ear) {
        if (this.at >= this.sounds[0].length) {
            return 0;
        }
        if (this.sounds.length === 1) {
            return this.sounds[0][this.at];
        }
        return NEAR * this.sounds[ear % 2][this.at] + (1 - NEAR) * this.sounds[1 - (ear % 2)][this.at];
    }

    more() {
        const frame = this.playback.next();
        const sides = this.resamplers.length;
        const levels = [];
        this.sounds = this.resamplers.map((resampler, side) => {
            const samples = new Float32Array(FRAME);
            let sum = 0;
            for (let i = 0; frame !== null && i < FRAME; i++) {
                samples[i] = frame[i * sides + side] / 32768;
                sum += samples[i] * samples[i];
            }
            levels.push(Math.sqrt(sum / FRAME));
            return resampler.process(samples);
        });
        this.at = 0;
        if (++this.taken % NEWS === 0) {
            this.port.postMessage({ levels, waiting: this.playback.waiting });
        }
    }
}

registerProcessor('parley-microphone', Microphone);
registerProcessor('parley-loudspeaker', Loudspeaker);
