// Hashes of the packets that sites heard, each list in the order in which they came: whether they are the same packets.

// The longest run of packets that two sites have in common. Both lists end within the same moment, in order.
export function commonRun(one, other) {
  let longest = 0;
  for (let shift = -one.length; shift <= other.length; shift++) {
    let run = 0;
    for (let i = Math.max(0, -shift); i < one.length && i + shift < other.length; i++) {
      run = one[i] === other[i + shift] ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}

// How much later in the one list than in the other the same packets stand, by what each has once; null: nothing is the same.
function shiftOf(one, other) {
  const once = (list) => new Map(list.map((hash, i) => [hash, i]).filter(([hash, i]) => list.indexOf(hash) === i && list.lastIndexOf(hash) === i));
  const places = once(other);
  const votes = new Map();
  for (const [hash, i] of once(one)) {
    if (places.has(hash)) votes.set(i - places.get(hash), (votes.get(i - places.get(hash)) ?? 0) + 1);
  }
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

// Of what sites heard in the time that all lists tell of, the share that at least half of them heard bit by bit. 1: they were
// all sent the same. What is lost on the way takes nothing off. null: there is no such time.
export function sharedPart(lists) {
  const heardBy = new Map();
  for (const hash of lists.flatMap((list) => [...new Set(list)])) heardBy.set(hash, (heardBy.get(hash) ?? 0) + 1);
  const shifts = lists.map((list) => shiftOf(lists[0], list));
  const known = lists.map((list, i) => [list, shifts[i]]).filter(([, shift]) => shift !== null);
  const from = Math.max(...known.map(([, shift]) => shift));
  const to = Math.min(...known.map(([list, shift]) => shift + list.length));
  let [all, shared] = [0, 0];
  for (const [i, list] of lists.entries()) {
    // Nothing of it is what the first one heard: all of it counts, as what is not shared.
    const stretch = shifts[i] === null ? list : list.slice(from - shifts[i], Math.max(from, to) - shifts[i]);
    all += stretch.length;
    shared += stretch.filter((hash) => heardBy.get(hash) >= lists.length / 2).length;
  }
  return all > 0 ? shared / all : null;
}
