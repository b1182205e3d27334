// What a process holds: memory, file descriptors, threads.
import { readdir, readFile, readlink } from 'node:fs/promises';

export async function footprint(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const number = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)[1]);
  return { memory_kb: number('VmRSS'), threads: number('Threads'), files: (await readdir(`/proc/${pid}/fd`)).length };
}

// The UDP ports that a process is bound to.
export async function udpPorts(pid) {
  const inodes = new Set();
  for (const file of await readdir(`/proc/${pid}/fd`)) {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(await readlink(`/proc/${pid}/fd/${file}`).catch(() => '')) ?? [];
    if (inode) inodes.add(inode);
  }
  const rows = (await readFile(`/proc/${pid}/net/udp`, 'utf8')).trim().split('\n').slice(1).map((row) => row.trim().split(/\s+/));
  return rows.filter((row) => inodes.has(row[9])).map((row) => parseInt(row[1].split(':')[1], 16));
}
