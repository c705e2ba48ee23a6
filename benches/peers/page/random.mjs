// A small seeded generator (mulberry32), so that the order of a run can be repeated.
export function seeded(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit) => Math.floor(next() * limit),
    shuffled(list) {
      const mixed = [...list];
      for (let left = mixed.length; left > 1; left--) {
        const at = Math.floor(next() * left);
        [mixed[left - 1], mixed[at]] = [mixed[at], mixed[left - 1]];
      }
      return mixed;
    },
  };
}
