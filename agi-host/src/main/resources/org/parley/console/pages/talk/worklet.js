// The two ends of the sound, on the browser's audio thread: the microphone as frames for the host, and the host's
// frames as sound.

import { Playback } from './playback.js';
import { Resampler } from './resampler.js';

const HOST_RATE = 8000;
const FRAME = 160;
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

class Loudspeaker extends AudioWorkletProcessor {
    constructor() {
        super();
        this.resampler = new Resampler(HOST_RATE, sampleRate);
        this.playback = new Playback();
        this.sound = new Float32Array(0);
        this.at = 0;
        this.taken = 0;
        this.port.onmessage = ({ data }) => this.told(data);
    }

    told(word) {
        if (word instanceof Int16Array) {
            this.playback.push(word);
        } else if (word === 'drop') {
            this.playback.drop();
            this.sound = new Float32Array(0);
            this.at = 0;
        } else {
            this.playback[word]();
        }
    }

    process(_, [output]) {
        const out = output[0];
        for (let i = 0; i < out.length; i++) {
            if (this.at === this.sound.length) {
                this.more();
            }
            out[i] = this.at < this.sound.length ? this.sound[this.at++] : 0;
        }
        for (let channel = 1; channel < output.length; channel++) {
            output[channel].set(out);
        }
        return true;
    }

    more() {
        const frame = this.playback.next();
        const samples = new Float32Array(FRAME);
        let sum = 0;
        for (let i = 0; frame !== null && i < FRAME; i++) {
            samples[i] = frame[i] / 32768;
            sum += samples[i] * samples[i];
        }
        this.sound = this.resampler.process(samples);
        this.at = 0;
        if (++this.taken % NEWS === 0) {
            this.port.postMessage({ level: Math.sqrt(sum / FRAME), waiting: this.playback.waiting });
        }
    }
}

registerProcessor('parley-microphone', Microphone);
registerProcessor('parley-loudspeaker', Loudspeaker);
