// Passes on all that comes to it, 128 samples at a time.
registerProcessor(
    'tap',
    class extends AudioWorkletProcessor {
        process([input]) {
            this.port.postMessage(input[0]?.slice() ?? new Float32Array(128));
            return true;
        }
    },
);
