// Brings sound from one rate to another: a low-pass below half the lower rate, as a windowed sinc of which each output
// sample takes its own phase. It keeps what it needs of the sound before, so that pieces of any length join.

const CROSSINGS = 16; // of the sinc, on each side
const STEPS = 256; // of the table between two crossings

function blackman(x) {
    return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}

function kernel() {
    const table = new Float32Array(CROSSINGS * STEPS + 2);
    for (let i = 0; i <= CROSSINGS * STEPS; i++) {
        const x = i / STEPS;
        const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        table[i] = sinc * blackman(x / CROSSINGS);
    }
    return table;
}

const KERNEL = kernel();

export class Resampler {
    /** From and to are samples a second. */
    constructor(from, to) {
        this.step = from / to;
        this.cutoff = 0.94 * Math.min(1, to / from); // of half the input's rate; the rest is the filter's slope
        this.reach = Math.ceil(CROSSINGS / this.cutoff);
        this.past = new Float32Array(2 * this.reach);
        this.at = this.reach; // where the next output sample stands, in samples from the first of the past
    }

    /** The output as far as the input is enough for it. */
    process(input) {
        const sound = new Float32Array(this.past.length + input.length);
        sound.set(this.past);
        sound.set(input, this.past.length);
        const last = sound.length - this.reach;
        const output = new Float32Array(Math.max(0, Math.ceil((last - this.at) / this.step)));
        let count = 0;
        while (this.at < last && count < output.length) {
            output[count++] = this.sample(sound, this.at);
            this.at += this.step;
        }
        const keep = Math.max(0, Math.floor(this.at) - this.reach);
        this.past = sound.slice(keep);
        this.at -= keep;
        return count === output.length ? output : output.subarray(0, count);
    }

    sample(sound, at) {
        const first = Math.max(0, Math.ceil(at - this.reach));
        const end = Math.min(sound.length - 1, Math.floor(at + this.reach));
        let sum = 0;
        for (let i = first; i <= end; i++) {
            const x = Math.abs(at - i) * this.cutoff * STEPS;
            const step = Math.floor(x);
            if (step < CROSSINGS * STEPS) {
                sum += sound[i] * (KERNEL[step] + (x - step) * (KERNEL[step + 1] - KERNEL[step]));
            }
        }
        return sum * this.cutoff;
    }
}
